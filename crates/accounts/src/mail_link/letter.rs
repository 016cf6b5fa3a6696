//! What the mail with a link says.

use base::Settings;
use base::mail::LINK;
use base::refs::UserRef;

use super::Purpose;

/// Subject and text of a piece of mail.
pub struct Letter {
    pub subject: String,
    pub text: String,
}

impl Letter {
    /// Returns the letter with a link of this purpose.
    pub fn new(settings: &Settings, user: &UserRef, purpose: Purpose) -> Self {
        let title = &settings.title;
        let subject = match purpose {
            Purpose::Invitation => format!("Your account at {title}"),
            Purpose::Password => format!("Your password at {title}"),
            Purpose::Verification => format!("Your email address at {title}"),
        };
        let why = match purpose {
            Purpose::Invitation => {
                format!("You have been given an account at {title}. Choose its password here:")
            }
            Purpose::Password => {
                "Somebody, probably you, asked for a new password. Choose it here:".to_owned()
            }
            Purpose::Verification => format!(
                "This is now the email address of your account at {title}. Please confirm it here:"
            ),
        };
        let otherwise = match purpose {
            Purpose::Invitation => {
                "If that was too late, choose \"Can't access your account?\" where you log in."
            }
            Purpose::Password => {
                "If it was not you, there is nothing to do: your password stays as it is."
            }
            Purpose::Verification => {
                "If you know nothing of it, please tell the administrator of that server."
            }
        };
        let text = format!(
            "Hello {},\n\n{why}\n\n{LINK}\n\nYour username: {}\nServer: {}/\n\n\
             The link is good for 24 hours and for one time. {otherwise}\n",
            user.display_name,
            user.name,
            settings.urls.base(),
        );
        Self { subject, text }
    }
}
