"""How the app is reached: commands and clicks with a deadline, events with retries; over sockets or HTTP."""

from .delivery import Delivery
from .outgoing import ACK_SECONDS, Answer

__all__ = ["ACK_SECONDS", "Answer", "Delivery"]
