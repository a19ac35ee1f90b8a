//! Telling "there is no network" from every other reason for which a package manager fails.

use crate::{failure::Failure, run::Ended};

/// What cargo, git, npm, pip, apt and rustup print when they reach nobody, in lower case.
const SIGNS: &[&str] = &[
    "could not resolve",
    "couldn't resolve",
    "could not connect",
    "couldn't connect",
    "failed to connect",
    "failed to lookup address",
    "name or service not known",
    "temporary failure",
    "network is unreachable",
    "connection refused",
    "connection timed out",
    "connection reset",
    "operation timed out",
    "enotfound",
    "eai_again",
    "econnrefused",
    "econnreset",
    "etimedout",
    "enetunreach",
    "newconnectionerror",
    "could not download file",
    "spurious network error",
    "download of config.json failed",
];

/// The failure of a program that was to fetch something: one sentence, by its output.
pub(crate) fn because_of_network(what: &str, ended: Ended) -> Failure {
    let sentence = if is_network(&ended.output) {
        format!("{what} could not be fetched: a network is needed once, connect and run this again")
    } else {
        format!("{what} could not be installed for the reason printed above: mend it and run this again")
    };
    Failure::new(sentence).with_output(ended.output)
}

/// Whether a program's output says that it reached nobody.
pub(crate) fn is_network(output: &str) -> bool {
    let output = output.to_lowercase();
    SIGNS.iter().any(|sign| output.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_networks_are_recognised() {
        let check = |output, expected| assert_eq!(is_network(output), expected, "{output}");
        check("warning: spurious network error (3 tries remaining): [6] Could not resolve hostname", true);
        check("npm error code ENOTFOUND\nnpm error network request failed", true);
        check("npm error code EAI_AGAIN", true);
        check("WARNING: Retrying after connection broken by 'NewConnectionError(...)'", true);
        check("Err:1 http://mirror bookworm InRelease\n  Temporary failure resolving 'mirror'", true);
        check("error: could not download file from 'https://host/x' to '/y'", true);
        check("fatal: unable to access 'https://host/x/': Could not resolve host: host", true);
        check("error[E0463]: can't find crate for `core`", false);
        check("error: no space left on device", false);
    }
}
