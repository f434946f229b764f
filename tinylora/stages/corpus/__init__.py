"""Problems into the warehouse, and out of it."""
