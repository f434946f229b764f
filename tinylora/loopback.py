"""What no other machine reaches: the loopback interface."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine's loopback interface, whatever resolves names."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # a name, which may mean any machine
        return False
