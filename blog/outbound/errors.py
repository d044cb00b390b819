"""Names why nothing was fetched."""


class OutboundError(Exception):
    """Nothing was fetched; the message says why and may be shown to an editor."""


class ClosedError(OutboundError):
    """What was named, or redirected to, is not to be asked by this server."""


class CertificateError(OutboundError):
    """The host answers, but can't show that it is the one."""
