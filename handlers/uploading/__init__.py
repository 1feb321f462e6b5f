"""The wizard that leads a seller from a photo to a listing."""
