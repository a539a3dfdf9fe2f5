"""Charts as pure functions: rows in, a Vega-Lite specification and its data out. Nothing here knows of Streamlit."""
