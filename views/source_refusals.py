"""Words for why a source hands out no file, and what helps."""

from collections.abc import Callable

from markupsafe import Markup

from crm.imports.orders.payloads import ImportStopped
from views.words import Words

SOURCE_REASONS: dict[str, Callable[[ImportStopped, Words], Markup]] = {
    "file_gone": lambda _, words: words(
        "It is not in the watched folder any more, or it was changed while I was about to read "
        "it. If it is there, I look at it again by myself."
    ),
    "address_unset": lambda _, words: words(
        "The address to fetch from is not set any more (IMPORT_URL, IMPORT_SALES_URL)."
    ),
    "source_denied": lambda _, words: words(
        "The portal denies me access. Whoever runs me should look at IMPORT_URL_HEADER, or at "
        "IMPORT_URL_USER and IMPORT_URL_PASSWORD: a key may have run out."
    ),
    "source_missing": lambda _, words: words(
        "The portal has no file at the address. Whoever runs me should look at IMPORT_URL and "
        "IMPORT_SALES_URL."
    ),
    "source_is_page": lambda _, words: words(
        "Instead of a file there came a web page: most likely the portal asks for a login. "
        "Whoever runs me should look at IMPORT_URL and what opens it."
    ),
    "source_moved": lambda _, words: words(
        "The portal sends me on to an address that is not safe, or in circles, so I did not go "
        "there."
    ),
    "source_too_large": lambda _, words: words("The file is far larger than a pull can be."),
    "source_unreachable": lambda _, words: words(
        "The portal does not answer, or breaks off, though I tried several times."
    ),
}
"""By the code of the refusal; whatever was fetched can as well be sent by hand."""
