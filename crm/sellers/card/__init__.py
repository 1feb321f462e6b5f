"""The card of one seller: all that staff should know before they call or write."""
