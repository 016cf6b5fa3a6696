//! The SQL of categories.

use base::{Remembered, Result, text};
use db::Tx;
use model::ProjectCategoryId;

use super::{Categories, Category};

impl Remembered for Categories {
    async fn read(tx: &mut Tx) -> Result<Self> {
        let all = tx
            .rows(
                "select id, name, description from project_category order by lower_name, id",
                &[],
                |row| {
                    Ok(Category {
                        id: row.take()?,
                        name: row.take()?,
                        description: row.take()?,
                    })
                },
            )
            .await?;
        Ok(Self(all))
    }
}

pub async fn insert(tx: &mut Tx, category: &Category) -> db::Result<()> {
    tx.execute(
        "insert into project_category (id, name, lower_name, description) values ($1, $2, $3, $4)",
        &[
            category.id.into(),
            (&category.name).into(),
            text::fold(&category.name).into(),
            (&category.description).into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, category: &Category) -> db::Result<()> {
    tx.execute(
        "update project_category set name = $2, lower_name = $3, description = $4 where id = $1",
        &[
            category.id.into(),
            (&category.name).into(),
            text::fold(&category.name).into(),
            (&category.description).into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: ProjectCategoryId) -> db::Result<()> {
    tx.execute("delete from project_category where id = $1", &[id.into()])
        .await?;
    Ok(())
}
