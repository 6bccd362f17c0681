//! Which group or repeat each entity belongs to.
//!
//! An entity declared once is created once for each repetition of the repeat that its
//! answers stand in. Each group or repeat holds one entity at most, and the answers that
//! are saved to an entity must lie inside the group that holds it, with no other entity
//! between.

use indexmap::IndexMap;

use crate::{Message, message};

/// The form, groups and repeats from the outermost inwards, with the word for each.
pub(super) type Path = Vec<(String, &'static str)>;

/// A row that saves to an entity, or that the entity refers to.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// The groups and repeats around the row.
    pub(super) path: Path,
    pub(super) row: u32,
    /// The property that is saved to; `None` for a row that is referred to.
    pub(super) property: Option<String>,
}

/// Why entities have no place.
pub(super) struct Misplaced {
    /// A row of the survey sheet, or of the entities sheet.
    pub(super) row: u32,
    pub(super) in_survey: bool,
    pub(super) message: Message,
}

/// What an entity asks for.
struct Request {
    list: String,
    row: u32,
    /// The repeat, or the form, in whose repetitions it is created.
    scope: Path,
    /// Where it is placed if nothing else is there.
    wish: Path,
    /// The groups whose answers it keeps.
    saved_from: Vec<Path>,
}

/// Places each entity, given by its list and its row in the entities sheet.
pub(super) fn place(
    declared: &[(String, u32)],
    sources: &IndexMap<String, Vec<Source>>,
) -> Result<IndexMap<Path, String>, Misplaced> {
    let form: Path = vec![("survey".into(), "survey")];
    let mut scopes: IndexMap<Path, Vec<Request>> = IndexMap::new();
    for (list, sources) in sources {
        let Some((_, row)) = declared.iter().find(|(declared, _)| declared == list) else {
            continue;
        };
        let request = request(list, *row, sources)?;
        scopes.entry(request.scope.clone()).or_default().push(request);
    }
    for (list, row) in declared.iter().filter(|(list, _)| !sources.contains_key(list)) {
        scopes.entry(form.clone()).or_default().push(Request {
            list: list.clone(),
            row: *row,
            scope: form.clone(),
            wish: form.clone(),
            saved_from: Vec::new(),
        });
    }
    // One entity in the form itself needs no place of its own, as in the first version of
    // the specification.
    let first = scopes.first().map(|(scope, requests)| (scope, requests.as_slice()));
    if let (1, Some((scope, [only]))) = (scopes.len(), first)
        && *scope == form
    {
        return Ok(IndexMap::from([(form, only.list.clone())]));
    }
    let mut places = Places::default();
    for (scope, requests) in &mut scopes {
        requests.sort_by_key(|request| request.row);
        requests.iter().try_for_each(|request| places.give(scope, request))?;
    }
    Ok(places.given)
}

#[derive(Default)]
struct Places {
    given: IndexMap<Path, String>,
    /// Groups between an entity and what it keeps: no other entity may stand there.
    reserved: IndexMap<Path, String>,
}

impl Places {
    /// Gives an entity the innermost free place between its wish and its scope.
    fn give(&mut self, scope: &Path, request: &Request) -> Result<(), Misplaced> {
        for depth in (scope.len()..=request.wish.len()).rev() {
            let path = request.wish[..depth].to_vec();
            if !self.given.contains_key(&path) && !self.reserved.contains_key(&path) {
                self.given.insert(path.clone(), request.list.clone());
                self.reserve(&path, request);
                return Ok(());
            }
            if request.saved_from.first().is_some_and(|from| self.reserved.contains_key(from)) {
                break;
            }
        }
        let message = message!(
            "xform-entity-no-place",
            "there is no group left for the entity list \"{list}\": each group, repeat and the form itself hold one entity at most",
            list = request.list
        );
        Err(Misplaced { row: request.row, in_survey: false, message })
    }

    fn reserve(&mut self, path: &Path, request: &Request) {
        self.reserved.insert(path.clone(), request.list.clone());
        for from in &request.saved_from {
            for length in path.len()..=from.len() {
                self.reserved.insert(from[..length].to_vec(), request.list.clone());
            }
        }
    }
}

/// What an entity asks for, from the rows that have to do with it.
fn request(list: &str, row: u32, sources: &[Source]) -> Result<Request, Misplaced> {
    // The scope is that of the deepest repeat; within it, answers that are saved decide
    // before answers that are referred to.
    let deepest = sources.iter().rev().max_by_key(|source| repeats(&source.path));
    let Some(deepest) = deepest else {
        let message = message!("xform-entity-unused", "nothing refers to the entity list");
        return Err(Misplaced { row, in_survey: false, message });
    };
    let scope = scope(&deepest.path);
    let in_scope = || sources.iter().filter(|source| scope_of(&source.path) == scope.as_slice());
    let mut saved_from: Vec<Path> = Vec::new();
    for source in sources.iter().filter(|source| source.property.is_some()) {
        if !saved_from.contains(&source.path) {
            saved_from.push(source.path.clone());
        }
    }
    for source in sources {
        let own = scope_of(&source.path);
        let reachable = scope.starts_with(own);
        if !reachable || (source.property.is_some() && own != scope.as_slice()) {
            return Err(out_of_scope(list, row, source, deepest));
        }
    }
    let innermost = in_scope().rev().max_by_key(|source| source.path.len());
    let wish = match saved_from.as_slice() {
        [] => innermost.map_or_else(|| scope.clone(), |source| source.path.clone()),
        [first, others @ ..] => others.iter().fold(first.clone(), |common, path| {
            let shared = common.iter().zip(path).take_while(|(a, b)| a == b).count();
            common[..shared].to_vec()
        }),
    };
    Ok(Request { list: list.to_string(), row, wish, scope, saved_from })
}

fn out_of_scope(list: &str, row: u32, source: &Source, deepest: &Source) -> Misplaced {
    let shown = |path: &Path| path.iter().map(|(name, _)| format!("/{name}")).collect::<String>();
    let message = message!(
        "xform-entity-scope",
        "the entity list \"{list}\" has to do with {one} and with {other}, which repeat apart from each other",
        list = list,
        one = shown(&source.path),
        other = shown(&deepest.path)
    );
    match source.property {
        Some(_) => Misplaced { row: source.row, in_survey: true, message },
        None => Misplaced { row, in_survey: false, message },
    }
}

fn repeats(path: &Path) -> usize {
    path.iter().filter(|(_, kind)| *kind == "repeat").count()
}

/// The path up to the innermost repeat, or the form itself.
fn scope_of(path: &Path) -> &[(String, &'static str)] {
    let last = path.iter().rposition(|(_, kind)| *kind == "repeat").unwrap_or(0);
    &path[..=last]
}

fn scope(path: &Path) -> Path {
    scope_of(path).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Path {
        let part = |name: &str| match name.strip_prefix("r_") {
            Some(_) => (name.to_string(), "repeat"),
            None => (name.to_string(), "group"),
        };
        std::iter::once(("survey".to_string(), "survey"))
            .chain(text.split('/').filter(|name| !name.is_empty()).map(part))
            .collect()
    }

    fn saved(text: &str) -> Source {
        Source { path: path(text), row: 2, property: Some("p".into()) }
    }

    fn placed(sources: &[(&str, &[Source])]) -> Result<Vec<(String, String)>, &'static str> {
        let declared: Vec<_> =
            sources.iter().zip(2..).map(|((list, _), row)| (list.to_string(), row)).collect();
        let sources = sources.iter().map(|(list, sources)| (list.to_string(), sources.to_vec()));
        let sources: IndexMap<_, _> = sources.filter(|(_, found)| !found.is_empty()).collect();
        let found = place(&declared, &sources).map_err(|fault| fault.message.id)?;
        let shown =
            |path: &Path| path.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("/");
        Ok(found.iter().map(|(path, list)| (list.clone(), shown(path))).collect())
    }

    fn pair(list: &str, path: &str) -> (String, String) {
        (list.into(), path.into())
    }

    #[test]
    fn one_entity_of_the_form_stands_in_the_form() {
        assert_eq!(placed(&[("a", &[saved("g")])]).unwrap(), [pair("a", "survey")]);
        assert_eq!(placed(&[("a", &[])]).unwrap(), [pair("a", "survey")]);
    }

    #[test]
    fn an_entity_of_a_repeat_stands_in_what_its_answers_share() {
        let found = placed(&[("a", &[saved("r_x/g/h"), saved("r_x/g")])]).unwrap();
        assert_eq!(found, [pair("a", "survey/r_x/g")]);
        let found = placed(&[("a", &[saved("r_x/g/h"), saved("r_x/i/k")])]).unwrap();
        assert_eq!(found, [pair("a", "survey/r_x")]);
    }

    #[test]
    fn two_entities_need_two_places() {
        let found = placed(&[("a", &[saved("g")]), ("b", &[])]).unwrap();
        assert_eq!(found, [pair("a", "survey/g"), pair("b", "survey")]);
        assert_eq!(placed(&[("a", &[]), ("b", &[])]), Err("xform-entity-no-place"));
        assert_eq!(placed(&[("a", &[saved("r_x"), saved("r_y")])]), Err("xform-entity-scope"));
    }
}
