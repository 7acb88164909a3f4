#!/usr/bin/env bash
# Says which run of which workflow built what is released, from which commit: the predicate of SLSA provenance 1.0.
# Usage: build/provenance.sh   (in a job of GitHub Actions, whose variables it reads)
set -euo pipefail
repository=${GITHUB_SERVER_URL:?provenance.sh: this is for a job of GitHub Actions only}/$GITHUB_REPOSITORY
workflow=${GITHUB_WORKFLOW_REF#"$GITHUB_REPOSITORY/"}

cat <<JSON
{
  "buildDefinition": {
    "buildType": "https://actions.github.io/buildtypes/workflow/v1",
    "externalParameters": {
      "workflow": { "ref": "$GITHUB_REF", "repository": "$repository", "path": "${workflow%@*}" }
    },
    "internalParameters": { "github": { "event_name": "$GITHUB_EVENT_NAME", "runner_environment": "$RUNNER_ENVIRONMENT" } },
    "resolvedDependencies": [
      { "uri": "git+$repository@$GITHUB_REF", "digest": { "gitCommit": "$GITHUB_SHA" } }
    ]
  },
  "runDetails": {
    "builder": { "id": "https://github.com/actions/runner/$RUNNER_ENVIRONMENT" },
    "metadata": { "invocationId": "$repository/actions/runs/$GITHUB_RUN_ID/attempts/$GITHUB_RUN_ATTEMPT" }
  }
}
JSON
