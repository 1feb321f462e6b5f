"""Words for the staff's group and for staff themselves."""

from collections.abc import Iterable

from markupsafe import Markup

from crm.staff.payloads import (
    AdminsOnly,
    BotAdded,
    DeskLost,
    NotPairedHere,
    NotStaffYet,
    Paired,
    RightsChanged,
    StaffHelp,
    Unpaired,
)
from crm.staff.rules import Lack
from views.layout import paragraphs
from views.message import Text
from views.rendering import Reader, view
from views.words import Words


@view(BotAdded)
def bot_added(payload: BotAdded, words: Words, reader: Reader) -> Text:
    """Greet a group, and say how it becomes the desk."""
    hello = words(
        "👋 Hello! I bring the messages of the sellers of {marketplace} to the team.\n\n"
        "To make this group the team's desk, an admin sends /pasang here.",
        marketplace=reader.marketplace,
    )
    return Text(paragraphs(hello, _mending(payload.lacks, words)))


@view(RightsChanged)
def rights_changed(payload: RightsChanged, words: Words, _reader: Reader) -> Text:
    """Say what the desk still lacks, or that all is well."""
    works = set(payload.lacks) <= {Lack.TOPICS}
    heading = (
        words("✅ I have all the rights I need here. Thank you!")
        if works
        else words("⚠️ I cannot work fully here.")
    )
    return Text(paragraphs(heading, _mending(payload.lacks, words)))


@view(Paired)
def paired(payload: Paired, words: Words, _reader: Reader) -> Text:
    """Welcome the team to its desk, and say how work is done here."""
    hello = (
        words("✅ The desk has moved: from now on all reports come to this group.")
        if payload.moved
        else words("✅ This group is the desk now: all reports come here.")
    )
    way = (
        words(
            "Each report gets a topic of its own. Write in it and the seller gets your answer; "
            "begin with // and it stays among us. For this I must be an admin with the right "
            "“Manage topics”."
        )
        if payload.is_forum
        else words(
            "Reply to a report's card and the seller gets your answer; begin with // and it stays "
            "among us. For this I must be an admin.\n\n"
            "It is tidier with a topic for each report: turn on “Topics” in the group's settings "
            "and give me the right “Manage topics”."
        )
    )
    waiting = (
        words.ngettext(
            "📥 {n} open report comes now.", "📥 {n} open reports come now.", payload.cards
        )
        if payload.cards
        else Markup()
    )
    return Text(paragraphs(hello, way, waiting, words("/bantuan tells the rest.")))


@view(Unpaired)
def unpaired(_payload: Unpaired, words: Words, _reader: Reader) -> Text:
    """Say good-bye to the desk."""
    return Text(
        words(
            "👋 This group is no longer the desk. What sellers write is kept until an admin "
            "sends /pasang in a group."
        )
    )


@view(NotPairedHere)
def not_paired_here(_payload: NotPairedHere, words: Words, _reader: Reader) -> Text:
    """Say that there is nothing to undo."""
    return Text(words("This group is not the desk. /pasang makes it the desk."))


@view(AdminsOnly)
def admins_only(payload: AdminsOnly, words: Words, _reader: Reader) -> Text:
    """Refuse kindly."""
    if payload.anonymous:
        return Text(
            words(
                "I cannot see who you are, because you write in the group's name. "
                "Please turn off “Remain anonymous” and send it again."
            )
        )
    return Text(words("Only an admin of the team can do this. Please ask one of them."))


@view(DeskLost)
def desk_lost(payload: DeskLost, words: Words, _reader: Reader) -> Text:
    """Alert an admin."""
    return Text(
        words(
            "⚠️ I was removed from the team's group <b>{title}</b>, so reports reach nobody. "
            "They are kept.\n\nOpen the group, press its name, then “Add”, and choose me; then "
            "make me an admin. Or send /pasang in another group.",
            title=payload.title,
        )
    )


@view(NotStaffYet)
def not_staff_yet(payload: NotStaffYet, words: Words, _reader: Reader) -> Text:
    """Tell somebody why the seller did not get what they wrote."""
    if payload.anonymous:
        return Text(
            words(
                "⚠️ The seller did not get this: I cannot see who writes in the group's name. "
                "Please turn off “Remain anonymous”."
            )
        )
    return Text(
        words(
            "⚠️ {name}, the seller did not get this, because you are not on the team's list yet. "
            "Please ask an admin to add you.",
            name=payload.name,
        )
    )


@view(StaffHelp)
def staff_help(payload: StaffHelp, words: Words, _reader: Reader) -> Text:
    """Tell staff all that they can do, on one screen."""
    ways = words(
        "<b>How we answer sellers</b>\n"
        "• Write in a report's topic, or reply to its card: the seller gets it.\n"
        "• Begin with // and it stays among us.\n"
        "• Edit your message and the seller sees the change.\n"
        "• 🙋 Claim takes a report, ✅ Resolve ends it and asks the seller for stars; "
        "⚙️ More has the rest.\n"
        "• Write into a resolved report and it is open again.\n\n"
        "/tugas – my reports\n"
        "/antrean – what waits for somebody\n"
        "/cari – find reports, sellers and what was said\n"
        "/riwayat – what happened to a report\n"
        "/prioritas – how urgent a report is\n"
        "/balasan – ready answers\n"
        "/tips – short help that sellers get at once\n"
        "/kamus – what to say in a seller's language\n"
        "/arti – what a seller's words mean, one by one\n"
        "/insiden – what many sellers report at once\n"
        "/saran – what sellers wish of the app\n"
        "/unggahan – products that sellers prepare with our help\n"
        "/seller – all about one seller: call, write, follow up, note\n"
        "/telepon – whom to call, and what about\n"
        "/tindaklanjut – how we follow sellers up, and what waits for approval\n"
        "/perbaiki – stores whose phone or e-mail is to be mended\n"
        "/segmen – how the stores are doing, and who moved\n"
        "/cuti – leave of absence\n"
        "/bahasa – the language I write in\n"
        "/bantuan – this help"
    )
    supervisor = words(
        "<b>Supervisors</b>\n"
        "/impor – take in a file of the portal\n"
        "/kembar – stores that may be one and the same\n"
        "/siaran – write to many sellers at once\n"
        "/staf – who is on the team, and invite somebody"
    )
    admin = words(
        "<b>Admins</b>\n/pasang – make this group the desk\n/lepas – let it be the desk no longer"
    )
    parts = (
        ways,
        supervisor if payload.is_supervisor else Markup(),
        admin if payload.is_admin else Markup(),
    )
    return Text(paragraphs(*parts))


def staff_commands(words: Words) -> list[tuple[str, str]]:
    """Return the desk's commands with a line about each, in the order of the menu."""
    return [
        ("tugas", words.pgettext("command", "The reports I work on")),
        ("antrean", words.pgettext("command", "What waits for somebody")),
        ("seller", words.pgettext("command", "All about one seller: name, phone or id")),
        ("telepon", words.pgettext("command", "Whom to call, and what about")),
        ("cari", words.pgettext("command", "Find reports, sellers and what was said")),
        ("riwayat", words.pgettext("command", "What happened to a report")),
        ("prioritas", words.pgettext("command", "How urgent a report is")),
        ("balasan", words.pgettext("command", "Ready answers")),
        ("tips", words.pgettext("command", "Short help that sellers get at once")),
        ("kamus", words.pgettext("command", "What to say in a seller's language")),
        ("arti", words.pgettext("command", "What a seller's words mean, one by one")),
        ("insiden", words.pgettext("command", "What many sellers report at once")),
        ("saran", words.pgettext("command", "What sellers wish of the app")),
        ("unggahan", words.pgettext("command", "Products that sellers prepare with us")),
        ("tindaklanjut", words.pgettext("command", "How we follow sellers up")),
        ("perbaiki", words.pgettext("command", "Stores whose data is to be mended")),
        ("segmen", words.pgettext("command", "How the stores are doing")),
        ("impor", words.pgettext("command", "Take in a file of the portal (supervisors)")),
        ("kembar", words.pgettext("command", "Stores that may be one (supervisors)")),
        ("siaran", words.pgettext("command", "Write to many sellers (supervisors)")),
        ("staf", words.pgettext("command", "Who is on the team (supervisors)")),
        ("cuti", words.pgettext("command", "Leave of absence")),
        ("bahasa", words.pgettext("command", "The language I write in")),
        ("bantuan", words.pgettext("command", "How to work with this bot")),
    ]


def _mending(lacks: Iterable[Lack], words: Words) -> Markup:
    steps = {
        Lack.TOPICS: words(
            "• Turn on “Topics” in the group's settings, so that each report has its own place. "
            "It works without them too."
        ),
        Lack.ADMIN: words(
            "• Make me an admin with the right “Manage topics”, so that I can see what you write "
            "to sellers."
        ),
        Lack.TOPIC_RIGHT: words("• Give me the right “Manage topics” in my admin rights."),
    }
    found = [steps[lack] for lack in lacks if lack in steps]  # who may not write says nothing
    return Markup("\n").join([words("What is still to do:"), *found]) if found else Markup()
