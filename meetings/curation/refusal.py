"""What a curator asks for and cannot have."""


class Refused(ValueError):  # noqa: N818  # an answer to a person
    """Told to the curator in Chinese: the thing, the fault and the way out."""
