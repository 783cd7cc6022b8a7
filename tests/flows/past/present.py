"""Reads that are about the present of the installation, each with the reason."""

SETTING = "A setting of a person, held as it stands; what came of it has its own history."
INSTALLATION = "The state of this installation: nothing of the market is in it."
WALL = "An act or work in this installation, which goes by the time on the wall."
STARTS = "It starts something now."
OUTSIDE = "What a provider or the feed says now."
DEFINITION = "What the product is made of, the same at any time."

PRESENT_ONLY = {
    "GET health/live": INSTALLATION,
    "GET health/ready": INSTALLATION,
    "GET metrics": INSTALLATION,
    "GET meta": INSTALLATION,
    "GET me": INSTALLATION,
    "GET me/settings": SETTING,
    "GET tokens": INSTALLATION,
    "GET alerts/webhook-secret": INSTALLATION,
    "GET settings/mail": INSTALLATION,
    "GET setup": INSTALLATION,
    "GET settings/providers": INSTALLATION,
    "GET samples": SETTING,
    "GET stream/state": OUTSIDE,
    "GET feeds/health": OUTSIDE,
    "GET instruments/search": OUTSIDE,
    "GET market/clock": INSTALLATION,
    "GET demo/provenance": DEFINITION,
    "GET pipelines/features/options": DEFINITION,
    "GET quality/measures": DEFINITION,
    "GET jobs": WALL,
    "GET jobs/<uuid:job_id>": WALL,
    "GET uploads": WALL,
    "GET watchlists": SETTING,
    "GET watchlists/<int:watchlist_id>": SETTING,
    "GET pairs": SETTING,
    "GET pairs/<int:monitor_id>": SETTING,
    "GET alerts/rules": SETTING,
    "GET alerts/rules/<int:rule_id>": SETTING,
    "POST quality/alignment": STARTS,
    "POST uploads/preview": WALL,
    "POST ws-ticket": STARTS,
}
