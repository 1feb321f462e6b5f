"""Chat flows: an update comes in, one call into crm is made, payloads go out."""
