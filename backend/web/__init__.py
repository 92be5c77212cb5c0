"""The only FastAPI below the features' routers."""
