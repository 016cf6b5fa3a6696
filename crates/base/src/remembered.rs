//! What every request needs and hardly ever changes, kept in memory while the policy's version stands.
//!
//! Whoever changes such a thing calls [`Tx::change_policy`](crate::Tx::change_policy) first, as for the
//! policy itself, and reads it back with [`Remembered::read`], which never looks into the memory. Other
//! processes take the change over when they take over the policy.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::{App, Result, guard};

/// What is read whole and then kept.
pub trait Remembered: Sized + Send + Sync + 'static {
    /// Reads it from the database.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn read(tx: &mut db::Tx) -> impl Future<Output = Result<Self>> + Send;
}

/// One value of each type.
#[derive(Default)]
pub(crate) struct Memory(Mutex<HashMap<TypeId, Kept>>);

struct Kept {
    /// The version of the policy the value belongs to.
    version: i64,
    value: Arc<dyn Any + Send + Sync>,
}

impl Memory {
    fn get<T: Remembered>(&self, version: i64) -> Option<Arc<T>> {
        let memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = memory.get(&TypeId::of::<T>())?;
        if kept.version != version {
            return None;
        }
        Arc::clone(&kept.value).downcast().ok()
    }

    fn put<T: Remembered>(&self, version: i64, value: &Arc<T>) {
        let value: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(value);
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        memory.insert(TypeId::of::<T>(), Kept { version, value });
    }
}

impl App {
    /// Returns what is remembered, read anew if the policy's version has moved since.
    ///
    /// # Errors
    /// When it has to be read and cannot be.
    pub async fn remembered<T: Remembered>(&self, tx: &mut db::Tx) -> Result<Arc<T>> {
        if let Some(value) = self.memory.get(self.policy_version()) {
            return Ok(value);
        }
        let before = guard::load::versions(tx).await?.policy;
        let value = Arc::new(T::read(tx).await?);
        // PostgreSQL shows each statement what was committed before it: half of a change may have been read.
        let after = guard::load::versions(tx).await?.policy;
        // Another version than the one in force may be this very transaction's own, and be rolled back.
        if before == after && after == self.policy_version() {
            self.memory.put(after, &value);
        }
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Colors(&'static str);
    #[derive(Debug, PartialEq)]
    struct Shapes(&'static str);

    impl Remembered for Colors {
        async fn read(_: &mut db::Tx) -> Result<Self> {
            Ok(Self("read"))
        }
    }

    impl Remembered for Shapes {
        async fn read(_: &mut db::Tx) -> Result<Self> {
            Ok(Self("read"))
        }
    }

    #[test]
    fn each_type_has_a_place_of_its_own_and_a_version() {
        let memory = Memory::default();
        assert_eq!(memory.get::<Colors>(1), None);
        memory.put(1, &Arc::new(Colors("red")));
        memory.put(1, &Arc::new(Shapes("round")));
        assert_eq!(*memory.get::<Colors>(1).unwrap(), Colors("red"));
        assert_eq!(*memory.get::<Shapes>(1).unwrap(), Shapes("round"));

        // Neither an older nor a newer version is answered with it.
        assert_eq!(memory.get::<Colors>(0), None);
        assert_eq!(memory.get::<Colors>(2), None);
        memory.put(2, &Arc::new(Colors("blue")));
        assert_eq!(memory.get::<Colors>(1), None);
        assert_eq!(*memory.get::<Colors>(2).unwrap(), Colors("blue"));
    }
}
