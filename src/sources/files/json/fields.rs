//! The keys of objects at one place of the records, in the order in which they were first seen.

use std::collections::HashMap;

use super::observed::Observed;

/// The most keys of objects that become a STRUCT; objects of more keys are a mapping.
pub(super) const MOST: usize = 1_000;

/// The keys of objects.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields {
    list: Vec<Field>,
    places: HashMap<String, usize>,
    /// The number of objects.
    objects: u64,
    /// True once there were too many keys; they are no longer kept.
    pub crowded: bool,
}

#[derive(Debug, Clone)]
struct Field {
    name: String,
    values: Observed,
    /// The number of the object that had it last.
    object: u64,
}

impl Fields {
    /// Begins an object.
    pub fn begin(&mut self) {
        self.objects += 1;
    }

    /// Returns the place of a key of this object, or `None` if the object had it already. Objects of one kind have
    /// their keys in the same order, so it is mostly `expected`.
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

    /// Returns the values of the key at this place.
    pub fn values(&mut self, place: usize) -> &mut Observed {
        &mut self.list[place].values
    }

    /// Drops the keys if there are more than that.
    pub fn limit(&mut self, most: usize) {
        if self.list.len() > most {
            *self = Self { crowded: true, ..Self::default() };
        }
    }

    /// Returns the keys and their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Observed)> {
        self.list.iter().map(|field| (field.name.as_str(), &field.values))
    }

    /// Tells whether an object had this key.
    pub fn has(&self, key: &str) -> bool {
        self.places.contains_key(key)
    }

    /// Returns the number of keys.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Adds the keys and values of a later part.
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
            let values = &mut self.list[place].values;
            values.merge(&field.values, file);
            values.fields.limit(MOST);
        }
    }

    fn add(&mut self, key: &str) -> usize {
        self.list.push(Field { name: key.to_owned(), values: Observed::default(), object: 0 });
        self.places.insert(key.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }
}
