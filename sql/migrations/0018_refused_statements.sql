-- Whole statements of refused rows, for people who look into what went wrong. Null in rows that are older.
alter table rejects add column statement varchar;
