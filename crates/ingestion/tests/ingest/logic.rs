//! The logic of the form.
