"""Letters by e-mail: what stands on them, what comes back, who wants no more of them."""
