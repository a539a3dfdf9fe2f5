"""What people touch: the Streamlit pages, the charts, the forms and the command line."""
