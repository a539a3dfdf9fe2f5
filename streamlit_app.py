"""The router of the Streamlit app."""
