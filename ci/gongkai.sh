#!/bin/sh
# What every forge runs, in the repository of the schemes:
#
#   gongkai.sh review [BASE]   on a merge request: comment, comparison, annotations and preview into review/, one comment on the forge
#   gongkai.sh publish         on the main branch: build, verify what was built, publish it, verify what is online
#   gongkai.sh run …           any gongkai command
#
# Without a `gongkai` on the PATH it is installed, by hash, from the checkout in which this file lies: that needs git and Python 3.11.
# Settings, all from the environment and all optional:
#
#   GONGKAI_DIR          the folder with mkdocs.yml, when it is not the current one
#   GONGKAI_VENV         where to install, .venv-gongkai beside this file's folder otherwise
#   GONGKAI_BASE         what to compare with, when the forge does not tell it
#   GONGKAI_GATE         none, errors, notes or substance: what fails a review
#   GONGKAI_PUBLISH_TO   DIR or USER@HOST:DIR; without it the site is built and verified only
#   GONGKAI_KEEP         how many releases stay for a way back
#   GONGKAI_URL          the address of the website, to verify what visitors get
#   GONGKAI_SSH_KEY      the text (or a file) of the private key for USER@HOST, kept by an agent and never written anywhere
#   GONGKAI_KNOWN_HOSTS  the lines (or a file) of known_hosts for that host
#   GITEE_TOKEN, GITEE_REPOSITORY, GITEE_PULL_NUMBER, GITEE_API_URL   for the comment on Gitee; GITLAB_TOKEN for that on GitLab
#   PIP_INDEX_URL        a mirror of PyPI, as pip has it
set -eu

home=$(cd "$(dirname "$0")/.." && pwd)
site=site

say() { printf 'gongkai.sh：%s\n' "$1" >&2; }

install() {
	venv=${GONGKAI_VENV:-$home/.venv-gongkai}
	PATH=$venv/bin:$PATH
	export PATH
	[ ! -x "$venv/bin/gongkai" ] || return 0
	python=$(command -v python3.13 || command -v python3.12 || command -v python3.11 || command -v python3 || command -v python || true)
	[ -n "$python" ] || { say "没有 Python，请先安装 3.11 或更高版本。"; exit 2; }
	"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "需要 Python 3.11 或更高版本。"; exit 2; }
	"$python" -m venv "$venv"
	"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$home/requirements.lock"
	"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation "$home"
}

# What the forge says the merge request is to be merged into. GitLab fetches no other branch, but knows the commit; a merged result already
# holds the other branch, so its own tip comes first.
base() {
	if [ -n "${1:-}${GONGKAI_BASE:-}" ]; then
		printf '%s\n' "${1:-$GONGKAI_BASE}"
	elif [ -n "${CI_MERGE_REQUEST_TARGET_BRANCH_SHA:-}${CI_MERGE_REQUEST_DIFF_BASE_SHA:-}" ]; then
		printf '%s\n' "${CI_MERGE_REQUEST_TARGET_BRANCH_SHA:-$CI_MERGE_REQUEST_DIFF_BASE_SHA}"
	else
		branch=${GITHUB_BASE_REF:-${CHANGE_TARGET:-${giteeTargetBranch:-main}}}
		git rev-parse --verify --quiet "origin/$branch^{commit}" >/dev/null ||
			git fetch --quiet origin "+refs/heads/$branch:refs/remotes/origin/$branch" ||
			say "取不到目标分支 origin/$branch。"
		printf 'origin/%s\n' "$branch"
	fi
}

# Jenkins' plug-in for Gitee tells of the pull request in words of its own.
name_gitee() {
	[ -n "${giteePullRequestIid:-}" ] || return 0
	export GITEE_PULL_NUMBER="${GITEE_PULL_NUMBER:-$giteePullRequestIid}"
	export GITEE_REPOSITORY="${GITEE_REPOSITORY:-${giteeTargetNamespace:-}/${giteeTargetRepoName:-}}"
}

review() {
	name_gitee
	against=$(base "${1:-}")
	gongkai review "$against" --comment --gate "${GONGKAI_GATE:-notes}" --output review
}

# The text itself, or that of the file that it names (GitLab has variables of both kinds).
text() {
	if [ -f "$1" ]; then cat "$1"; else printf '%s\n' "$1"; fi
}

unlock() {
	if [ -n "${GONGKAI_KNOWN_HOSTS:-}" ]; then
		mkdir -p "$HOME/.ssh"
		text "$GONGKAI_KNOWN_HOSTS" >>"$HOME/.ssh/known_hosts"
	fi
	if [ -n "${GONGKAI_SSH_KEY:-}" ]; then
		eval "$(ssh-agent -s)" >/dev/null
		trap 'ssh-agent -k >/dev/null' EXIT
		text "$GONGKAI_SSH_KEY" | tr -d '\r' | ssh-add -q -
	fi
}

publish() {
	gongkai build --site "$site"
	gongkai verify "$site"
	if [ -z "${GONGKAI_PUBLISH_TO:-}" ]; then
		say "没有设 GONGKAI_PUBLISH_TO，只生成，没有发布。"
		return 0
	fi
	unlock
	gongkai publish --to "$GONGKAI_PUBLISH_TO" --site "$site" --keep "${GONGKAI_KEEP:-5}"
	[ -z "${GONGKAI_URL:-}" ] || gongkai verify "$GONGKAI_URL" --manifest "$site/manifest.json" || {
		say "线上与生成的不一致。退回上一版：gongkai publish --to $GONGKAI_PUBLISH_TO --rollback"
		exit 1
	}
}

usage() {
	say "写作 gongkai.sh review [BASE]、gongkai.sh publish 或 gongkai.sh run 命令。"
	exit 2
}

[ $# -gt 0 ] || usage
task=$1
shift
case $task in review | publish | run) ;; *) usage ;; esac
cd "${GONGKAI_DIR:-.}"
command -v gongkai >/dev/null || install
case $task in
review) review "$@" ;;
publish) publish ;;
run) gongkai "$@" ;;
esac
