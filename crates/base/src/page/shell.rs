//! What stands around the main part of every page.

use askama::Template;
use model::ProjectPermission;

use super::menu::{Item, Section};
use super::{PageCx, asset};
use crate::urls::encode;
use crate::{Actor, Error, Result, guard};

/// Which side bar a page has.
#[derive(Clone, Copy, Debug)]
pub enum Area<'a> {
    /// None.
    None,
    /// One's own account.
    Profile,
    /// A part of the administration.
    Admin(Section),
    /// The settings of a project.
    Project {
        /// Its key.
        key: &'a str,
        /// Its name.
        name: &'a str,
    },
}

/// What a page tells the shell.
#[derive(Clone, Copy, Debug)]
pub struct Shell<'a> {
    /// What the browser's window is called; usually the same as the `h1`.
    pub title: &'a str,
    /// Which side bar it has.
    pub area: Area<'a>,
    /// The label to be marked in the side bar, empty for none.
    pub item: &'a str,
}

impl<'a> Shell<'a> {
    /// A page without a side bar.
    #[must_use]
    pub const fn plain(title: &'a str) -> Self {
        Self {
            title,
            area: Area::None,
            item: "",
        }
    }

    /// A page of the administration, with the label marked in its side bar.
    #[must_use]
    pub const fn admin(title: &'a str, section: Section, item: &'a str) -> Self {
        Self {
            title,
            area: Area::Admin(section),
            item,
        }
    }

    /// A page of one's own account.
    #[must_use]
    pub const fn profile(title: &'a str, item: &'a str) -> Self {
        Self {
            title,
            area: Area::Profile,
            item,
        }
    }

    /// A page of a project's settings.
    #[must_use]
    pub const fn project(title: &'a str, key: &'a str, name: &'a str, item: &'a str) -> Self {
        Self {
            title,
            area: Area::Project { key, name },
            item,
        }
    }
}

/// The pages of one's own account: label, address.
const PROFILE: [(&str, &str); 4] = [
    ("Profile", "/secure/ViewProfile.jspa"),
    ("Change password", "/secure/ChangePassword!default.jspa"),
    ("Preferences", "/secure/UpdateUserPreferences!default.jspa"),
    (
        "Personal Access Tokens",
        "/secure/ViewPersonalAccessTokens.jspa",
    ),
];

/// The pages of a project's settings: label, last part of the address.
const PROJECT: [(&str, &str); 6] = [
    ("Summary", "summary"),
    ("Users and roles", "roles"),
    ("Permissions", "permissions"),
    ("Issue security", "issuesecurity"),
    ("Versions", "versions"),
    ("Components", "components"),
];

/// The pages for everybody, in the top bar: label, address.
const TOP: [(&str, &str); 2] = [("Issues", "/issues/"), ("Projects", "/projects")];

#[derive(Template)]
#[template(path = "shell.html")]
struct Whole<'a> {
    page: &'a PageCx,
    shell: &'a Shell<'a>,
    base: &'a str,
    instance: &'a str,
    css: String,
    js: String,
    forms: String,
    may_create: bool,
    quick: String,
    may_search: bool,
    shortcuts: String,
    user: Option<User<'a>>,
    gear: Vec<(&'static str, &'static str)>,
    palette: Vec<&'static Item>,
    side: Option<Side<'a>>,
    main: String,
}

struct User<'a> {
    display_name: &'a str,
    picture: String,
}

struct Side<'a> {
    heading: &'a str,
    links: Vec<(&'a str, String)>,
}

pub(super) fn render(page: &PageCx, shell: &Shell<'_>, main: &impl Template) -> Result<String> {
    let main = main
        .render()
        .map_err(|error| Error::internal("page", error))?;
    let user = match &page.actor {
        Actor::User(user) => Some(User {
            display_name: &user.display_name,
            picture: page.avatar(&user.key, &user.display_name),
        }),
        Actor::Anonymous | Actor::Internal(_) => None,
    };
    let (gear, palette) = if page.is_administrator() {
        let first = |section: Section| {
            let first = section.items().next();
            first.map(|item| (section.label(), item.path))
        };
        let gear = Section::ALL.into_iter().filter_map(first).collect();
        (gear, super::menu::MENU.iter().collect())
    } else {
        (Vec::new(), Vec::new())
    };
    let whole = Whole {
        page,
        shell,
        base: page.base(),
        instance: &page.app.settings.title,
        css: asset::css_path(),
        js: asset::js_path(),
        forms: asset::forms_path(),
        may_create: guard::has_somewhere(page, ProjectPermission::CreateIssues),
        quick: asset::quick_path(),
        may_search: page.user_id().is_some() || !guard::viewable_projects(page).ids().is_empty(),
        shortcuts: asset::shortcuts_path(),
        user,
        gear,
        palette,
        side: side(shell.area),
        main,
    };
    whole
        .render()
        .map_err(|error| Error::internal("page", error))
}

fn side(area: Area<'_>) -> Option<Side<'_>> {
    let (heading, links) = match area {
        Area::None => return None,
        Area::Profile => {
            let links = PROFILE.map(|(label, path)| (label, path.to_owned()));
            ("Your account", links.into())
        }
        Area::Admin(section) => {
            let links = section.items();
            let links = links.map(|item| (item.label, item.path.to_owned()));
            (section.label(), links.collect())
        }
        Area::Project { key, name } => {
            let path =
                |part: &str| format!("/plugins/servlet/project-config/{}/{part}", encode(key));
            let mut links: Vec<_> = PROJECT
                .iter()
                .map(|(label, part)| (*label, path(part)))
                .collect();
            let helper = format!(
                "/secure/admin/PermissionHelper.jspa?project={}",
                encode(key)
            );
            links.push(("Permission helper", helper));
            (name, links)
        }
    };
    Some(Side { heading, links })
}
