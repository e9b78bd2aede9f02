//! The keys of objects at one place of the records, in the order in which they were first seen.

use std::collections::HashMap;

use super::shape::Shape;

/// Objects of more different keys are no rows of columns, but a mapping.
pub(super) const MOST: usize = 1_000;

/// The keys of objects.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields {
    list: Vec<Field>,
    places: HashMap<String, usize>,
    /// How many objects were seen.
    objects: u64,
    /// There were too many keys, and they are no longer kept.
    pub crowded: bool,
}

#[derive(Debug, Clone)]
struct Field {
    name: String,
    shape: Shape,
    /// The object that had it last.
    object: u64,
}

impl Fields {
    /// An object begins.
    pub fn begin(&mut self) {
        self.objects += 1;
    }

    /// The place of a key of this object: None if the object had it already. Objects of one kind have their keys in the
    /// same order, so it is mostly the one `expected`.
    pub fn place(&mut self, key: &str, expected: usize) -> Option<usize> {
        let place = match self.list.get(expected) {
            Some(field) if field.name == key => expected,
            _ => match self.places.get(key) {
                Some(place) => *place,
                None => self.add(key),
            },
        };
        let field = &mut self.list[place];
        let new = field.object != self.objects;
        field.object = self.objects;
        new.then_some(place)
    }

    /// What the values of the key at this place are.
    pub fn shape(&mut self, place: usize) -> &mut Shape {
        &mut self.list[place].shape
    }

    /// If there are more keys than that, they are not kept any longer.
    pub fn limit(&mut self, most: usize) {
        if self.list.len() > most {
            *self = Self { crowded: true, ..Self::default() };
        }
    }

    /// The keys, and what their values are.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Shape)> {
        self.list.iter().map(|field| (field.name.as_str(), &field.shape))
    }

    pub fn has(&self, key: &str) -> bool {
        self.places.contains_key(key)
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Takes note of what was found later.
    pub fn merge(&mut self, other: &Self, file: usize) {
        if self.crowded || other.crowded {
            *self = Self { crowded: true, ..Self::default() };
            return;
        }
        for field in &other.list {
            let place = match self.places.get(&field.name) {
                Some(place) => *place,
                None => self.add(&field.name),
            };
            let shape = &mut self.list[place].shape;
            shape.merge(&field.shape, file);
            shape.fields.limit(MOST);
        }
    }

    fn add(&mut self, key: &str) -> usize {
        self.list.push(Field { name: key.to_owned(), shape: Shape::default(), object: 0 });
        self.places.insert(key.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }
}
