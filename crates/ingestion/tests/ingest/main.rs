//! From field files to a dataset: each convention of a producer, and each trap of a field file.

mod corpus;
mod corrections;
mod everything;
mod fates;
mod forms;
mod logic;
mod monitoring;
mod profiles;
mod traps;
mod trial;
