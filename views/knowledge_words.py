"""The answers to common problems: a title for a button, and at most five simple steps."""

from markupsafe import Markup

from crm.knowledge.articles import Article
from views.words import Words


def tip_title(article: Article, words: Words) -> str:
    """Name the problem as a seller would."""
    return {
        Article.CANNOT_LOG_IN: words.pgettext("tip", "I cannot log in"),
        Article.FORGOT_PASSWORD: words.pgettext("tip", "I forgot my password"),
        Article.NO_OTP: words.pgettext("tip", "The OTP code does not come"),
        Article.PAYOUT_LATE: words.pgettext("tip", "My payout has not come yet"),
        Article.BANK_ACCOUNT: words.pgettext("tip", "Change my bank account"),
        Article.ORDER_CANCELLED: words.pgettext("tip", "An order was cancelled"),
        Article.BUYER_RETURNS: words.pgettext("tip", "A buyer wants to return it"),
        Article.SHIPPING_SLIP: words.pgettext("tip", "Make a shipping slip"),
        Article.COURIER_MISSING: words.pgettext("tip", "The courier has not come"),
        Article.PRODUCT_REJECTED: words.pgettext("tip", "My product was rejected"),
        Article.PHOTO_TOO_SMALL: words.pgettext("tip", "Photo too small or blurred"),
        Article.PRODUCT_HIDDEN: words.pgettext("tip", "My product does not show"),
        Article.STOCK_AND_PRICE: words.pgettext("tip", "Change stock or price"),
        Article.WRONG_CATEGORY: words.pgettext("tip", "The category is wrong"),
        Article.STORE_CLOSED: words.pgettext("tip", "Close my store for a while"),
        Article.PROMOTION: words.pgettext("tip", "Take part in a promotion"),
    }[article]


def tip_steps(article: Article, words: Words) -> Markup:
    """Say what to do, one thing after the other."""
    return {**_entering(words), **_trading(words), **_showing(words)}[article]


def _entering(words: Words) -> dict[Article, Markup]:
    return {
        Article.CANNOT_LOG_IN: words(
            "1. See whether the internet works: open another app.\n"
            "2. Close the seller app, then open it again.\n"
            "3. Type your phone number or e-mail once more, without spaces.\n"
            "4. Still not? Make a new password by “Forgot password”."
        ),
        Article.FORGOT_PASSWORD: words(
            "1. Press “Forgot password” below the login.\n"
            "2. Type the phone number or e-mail of your store.\n"
            "3. Open the message that comes, and press the link in it. Look among the spam too.\n"
            "4. Choose a new password of 8 letters and numbers or more, and write it down."
        ),
        Article.NO_OTP: words(
            "1. Wait two minutes before you press “Send again”.\n"
            "2. See whether the phone has a signal, and whether the number is right.\n"
            "3. Is the phone's memory full? Delete some old SMS.\n"
            "4. Restart the phone, then press “Send again” once.\n\n"
            "Never give this code to anybody, not even to us."
        ),
        Article.STORE_CLOSED: words(
            "1. Finish the orders that are still open.\n"
            "2. Open “My store”, then “Settings”.\n"
            "3. Turn on “Holiday” and choose the days.\n"
            "4. Turn it off when you are back: your products show again."
        ),
        Article.PROMOTION: words(
            "1. Open “My store”, then “Promotions”.\n"
            "2. Choose one that is still open, and read its conditions.\n"
            "3. Choose products with enough stock.\n"
            "4. Type the promotion's price, then press “Join”."
        ),
    }


def _trading(words: Words) -> dict[Article, Markup]:
    return {
        Article.PAYOUT_LATE: words(
            "1. Open the order. The money leaves once the buyer has the parcel.\n"
            "2. Then count three working days, without Saturday, Sunday and holidays.\n"
            "3. Open “Balance”: is the money on its way?\n"
            "4. See whether the bank account there is right."
        ),
        Article.BANK_ACCOUNT: words(
            "1. Open “My store”, then “Bank account”.\n"
            "2. Press “Change” and type the new account number.\n"
            "3. The name must be the one on your ID card.\n"
            "4. Type the code that comes to your phone, then press “Save”."
        ),
        Article.ORDER_CANCELLED: words(
            "1. Open the order and read why it was cancelled.\n"
            "2. Do not send the parcel. Has it left already? Write to our team at once.\n"
            "3. See whether the stock of the product is right again."
        ),
        Article.BUYER_RETURNS: words(
            "1. Open the order, and look at the buyer's reason and photos.\n"
            "2. Answer kindly within two days: yes, or what you offer instead.\n"
            "3. Yes? Wait for the parcel, and take photos while you open it.\n"
            "4. You do not agree with each other? Write to our team, we help you both."
        ),
        Article.SHIPPING_SLIP: words(
            "1. Open the order, then press “Ship”.\n"
            "2. Choose the courier: the slip appears.\n"
            "3. No printer? Write the slip's number on the parcel.\n"
            "4. It does not open? Close the app, then try again with a good signal."
        ),
        Article.COURIER_MISSING: words(
            "1. Open the order: on which day, and at what hour, does the courier come?\n"
            "2. See whether the address and phone number of your store are right.\n"
            "3. Nobody came? Press “Call the courier again”.\n"
            "4. Or take the parcel to the courier's nearest counter."
        ),
    }


def _showing(words: Words) -> dict[Article, Markup]:
    return {
        Article.PRODUCT_REJECTED: words(
            "1. Open “My products”, and press the product: the reason stands there.\n"
            "2. Often it is the photo, or a word that may not be used.\n"
            "3. Put right what the reason names.\n"
            "4. Press “Send again”, and wait one working day."
        ),
        Article.PHOTO_TOO_SMALL: words(
            "1. Wipe the camera with a soft cloth.\n"
            "2. Put the product near a window by day, on a plain cloth.\n"
            "3. Tap on the product on the screen, so that it is sharp, and hold still.\n"
            "4. Upload the photo out of your gallery. Photos out of WhatsApp, and screenshots, "
            "are too small."
        ),
        Article.PRODUCT_HIDDEN: words(
            "1. Open “My products”: does it say “Active”?\n"
            "2. See whether there is stock.\n"
            "3. Is it new? It is looked at first, which takes one working day.\n"
            "4. Search for its whole name as a buyer would."
        ),
        Article.STOCK_AND_PRICE: words(
            "1. Open “My products”, and press the product.\n"
            "2. Press “Change”.\n"
            "3. Type the new stock or price, only numbers, without dots.\n"
            "4. Press “Save”, and wait a few minutes."
        ),
        Article.WRONG_CATEGORY: words(
            "1. Open “My products”, and press the product.\n"
            "2. Press “Change”, then “Category”.\n"
            "3. See which category stores with the same goods use.\n"
            "4. Choose that one, then press “Save”."
        ),
    }
