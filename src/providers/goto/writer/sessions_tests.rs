use super::super::admin::calls::SET_CO_ORGANIZERS;
use super::super::admin::catalogue::CO_ORGANIZER;
use super::super::testing;
use crate::model::{Action, Attributes, Performed};
use crate::providers::kit::testing::change;

const LICENSES: (&str, u16, &str) = (
    "GET A/licenses?offset=0&pageSize=100",
    200,
    r#"{"results":[{"key":"101","description":"Webinar","products":["G2W"]}],"total":1}"#,
);
const MIA: (&str, u16, &str) = (
    "GET A/users?filter=email%20eq%20%22mia%40x%22&offset=0&pageSize=100",
    200,
    r#"{"results":[{"key":"2","email":"mia@x"}],"total":1}"#,
);
const ANA: &str = "GET A/users?filter=email%20eq%20%22ana%40x%22&offset=0&pageSize=100";
const GET: &str = "GET /G2W/rest/v2/organizers/2/webinars/71/coorganizers";
const POST: &str = "POST /G2W/rest/v2/organizers/2/webinars/71/coorganizers";
const DELETE: &str = "DELETE /G2W/rest/v2/organizers/2/webinars/71/coorganizers/8?external=true";
const PUT: &str = "PUT /G2T/rest/organizers/2/trainings/81/organizers";
const TRAININGS: &str = "GET /G2T/rest/organizers/2/trainings";

/// One co-organizer against a script: what it sent that changes something.
async fn check(session: &str, action: Action, script: &[(&'static str, u16, &str)], written: &[&str]) {
    let play = testing::play(script);
    let key = format!("mia@x/{session}/ana@x");
    let changes = vec![change(CO_ORGANIZER, &key, action, Attributes::new())];
    let performed = play.perform(SET_CO_ORGANIZERS, 1, changes).await;
    assert_eq!(performed, Performed::Done);
    assert_eq!(play.written(), written);
}

#[tokio::test]
async fn a_webinar_gets_a_member_by_key_and_anybody_else_by_name() {
    let member = r#"{"results":[{"key":"3","email":"ana@x","licenseKeys":["101"]}],"total":1}"#;
    let other = r#"{"results":[{"key":"3","email":"ana@x","firstName":"Ana","lastName":"A"}],"total":1}"#;
    for (user, body) in [
        (member, r#"[{"external":false,"organizerKey":"3"}]"#),
        (other, r#"[{"external":true,"givenName":"Ana A","email":"ana@x"}]"#),
    ] {
        let script = [MIA, (GET, 200, "[]"), (ANA, 200, user), LICENSES, (POST, 201, "[]")];
        check("webinar/71", Action::Create, &script, &[&format!("{POST} {body}")]).await;
    }
}

#[tokio::test]
async fn what_is_so_already_is_left_alone_and_what_goes_goes_by_its_own_key() {
    let there = r#"[{"memberKey":"8","email":"Ana@x","external":true}]"#;
    check("webinar/71", Action::Create, &[MIA, (GET, 200, there)], &[]).await;
    check("webinar/71", Action::Delete, &[MIA, (GET, 200, "[]")], &[]).await;
    let script = [MIA, (GET, 200, there), (DELETE, 204, "")];
    check("webinar/71", Action::Delete, &script, &[DELETE]).await;
}

#[tokio::test]
async fn the_co_organizers_of_a_training_are_written_whole_and_keep_the_others() {
    let bob = r#"[{"trainingKey":"81","organizers":[{"organizerKey":"2","email":"mia@x"},{"organizerKey":"9","email":"bob@x"}]}]"#;
    let ana = r#"{"results":[{"key":"3","email":"ana@x"}],"total":1}"#;
    let script = [MIA, (TRAININGS, 200, bob), (ANA, 200, ana), (PUT, 204, "")];
    let body = r#"{"organizers":["9","3"],"notifyOrganizers":false}"#;
    check("training/81", Action::Create, &script, &[&format!("{PUT} {body}")]).await;
    check("training/81", Action::Delete, &[MIA, (TRAININGS, 200, bob)], &[]).await;
}
