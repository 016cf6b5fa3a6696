//! The SQL of screens.

use base::{Remembered, Result};
use db::{Param, Tx};
use model::{ScreenId, ScreenTabId};

use super::{Placed, Screen, Screens, Tab};

impl Remembered for Screens {
    async fn read(tx: &mut Tx) -> Result<Self> {
        let mut screens = tx
            .rows(
                "select id, name, description from screen order by lower_name, id",
                &[],
                |row| {
                    Ok(Screen {
                        id: row.take()?,
                        name: row.take()?,
                        description: row.take()?,
                        tabs: Vec::new(),
                    })
                },
            )
            .await?;
        let mut fields: Vec<(ScreenTabId, Placed)> = tx
            .rows(
                "select tab_id, field, show_when_empty from screen_field
                 order by tab_id, position, field",
                &[],
                |row| {
                    let tab = row.take()?;
                    let placed = Placed {
                        field: row.take()?,
                        show_when_empty: row.take()?,
                    };
                    Ok((tab, placed))
                },
            )
            .await?;
        let tabs: Vec<(ScreenId, Tab)> = tx
            .rows(
                "select screen_id, id, name from screen_tab order by screen_id, position, id",
                &[],
                |row| {
                    let screen = row.take()?;
                    let tab = Tab {
                        id: row.take()?,
                        name: row.take()?,
                        fields: Vec::new(),
                    };
                    Ok((screen, tab))
                },
            )
            .await?;
        for (screen, mut tab) in tabs {
            let of_tab = fields.extract_if(.., |(id, _)| *id == tab.id);
            tab.fields = of_tab.map(|(_, placed)| placed).collect();
            if let Some(screen) = screens.iter_mut().find(|known| known.id == screen) {
                screen.tabs.push(tab);
            }
        }
        Ok(Self(screens))
    }
}

/// Writes the tabs and fields of a screen in the place of what they were.
pub async fn save(tx: &mut Tx, screen: &Screen) -> db::Result<()> {
    let id = [screen.id.into()];
    tx.execute("delete from screen_field where screen_id = $1", &id)
        .await?;
    tx.execute("delete from screen_tab where screen_id = $1", &id)
        .await?;
    let mut params: Vec<Param<'_>> = vec![screen.id.into()];
    let mut rows = Vec::new();
    for (position, tab) in (1_i64..).zip(&screen.tabs) {
        let at = params.len();
        rows.push(format!("(${}, $1, ${}, ${})", at + 1, at + 2, at + 3));
        let name = Param::from(&tab.name);
        params.extend([Param::from(tab.id), name, Param::from(position)]);
    }
    let sql = format!(
        "insert into screen_tab (id, screen_id, name, position) values {}",
        rows.join(", ")
    );
    tx.execute(&sql, &params).await?;
    let mut params: Vec<Param<'_>> = vec![screen.id.into()];
    let mut rows = Vec::new();
    for tab in &screen.tabs {
        for (position, placed) in (1_i64..).zip(&tab.fields) {
            let at = params.len();
            let (a, b, c, d) = (at + 1, at + 2, at + 3, at + 4);
            rows.push(format!("($1, ${a}, ${b}, ${c}, ${d})"));
            params.extend([
                Param::from(&placed.field),
                Param::from(tab.id),
                Param::from(position),
                Param::from(placed.show_when_empty),
            ]);
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "insert into screen_field (screen_id, field, tab_id, position, show_when_empty) values {}",
        rows.join(", ")
    );
    tx.execute(&sql, &params).await?;
    Ok(())
}

/// Takes fields from all screens.
pub async fn forget_fields(tx: &mut Tx, fields: &[String]) -> db::Result<()> {
    if fields.is_empty() {
        return Ok(());
    }
    let places: Vec<String> = (1..=fields.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "delete from screen_field where field in ({})",
        places.join(", ")
    );
    let params: Vec<Param<'_>> = fields.iter().map(Param::from).collect();
    tx.execute(&sql, &params).await?;
    Ok(())
}
