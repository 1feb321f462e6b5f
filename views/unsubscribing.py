"""The page behind a letter's link that ends letters: small, and without anything to load."""

from markupsafe import Markup

from views.words import Words


def stop_page(words: Words, *, store: str, stopped: bool, marketplace: str) -> Markup:
    """Ask once more, with one button; or say that it is done."""
    if stopped:
        text = words(
            "Done: we will not write to <b>{store}</b> on our own any more 🙏\n\n"
            "You can still write to us at any time, and we will always answer.",
            store=store,
        )
        return _page(words, text, marketplace)
    text = words("Shall we write to <b>{store}</b> no more?", store=store)
    button = _FORM.format(label=words.pgettext("page", "Yes, no more letters"))
    return _page(words, text, marketplace, button)


def no_such_page(words: Words, *, marketplace: str) -> Markup:
    """Say that the link leads nowhere, and what does work."""
    text = words(
        "This link does not work 🙏\n\nPlease copy the whole link from the letter, or answer it."
    )
    return _page(words, text, marketplace)


def _page(words: Words, text: Markup, title: str, more: Markup = Markup()) -> Markup:  # noqa: B008 - immutable
    body = Markup("\n").join(Markup("<p>{}</p>").format(part) for part in text.split("\n\n"))
    return _PAGE.format(language=words.language, title=title, body=body, more=more)


_FORM = Markup("""\
<form method="post"><button style="font:inherit;padding:12px 20px;border:0;border-radius:6px;\
background:#1a6fb5;color:#fff">{label}</button></form>
""")
_PAGE = Markup("""\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
</head>
<body style="margin:0 auto;padding:24px;max-width:480px;font:18px/1.5 Arial,Helvetica,sans-serif">
{body}
{more}</body>
</html>
""")
