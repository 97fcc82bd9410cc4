/** Table of data: actions and templates from elsewhere that run no test and no scan of the project's own. */
import { dependencyScanners, staticAnalysers } from './tools.ts'

const helpers: readonly RegExp[] = [
  // Whole organisations whose actions prepare, store, sign in or publish.
  /^(actions|docker|aws-actions|google-github-actions|sigstore|peter-evans|dependabot|crazy-max)\//,
  /^azure\/(login|setup-|docker-login|webapps-deploy|k8s-)/i,
  // Tool chains: by custom their names begin with `setup-` or `install-`.
  /^[^/]+\/([\w.-]+-)?(setup|install|installer)(-[\w.-]+)?$/,
  /^[^/]+\/(setup|install)-[\w.-]+(\/|$)/,
  /^(dtolnay\/rust-toolchain|actions-rs\/toolchain|actions-rust-lang\/setup-rust-toolchain|Swatinem\/rust-cache)$/,
  /^(gradle\/(actions\/(setup-gradle|wrapper-validation|dependency-submission)|wrapper-validation-action)|pnpm\/action-setup|swift-actions\/setup-swift|taiki-e\/(install-action|create-gh-release-action|upload-rust-binary-action)|moonrepo\/setup-rust|ilammy\/msvc-dev-cmd|mozilla-actions\/sccache-action|hendrikmuhs\/ccache-action|conda-incubator\/setup-miniconda|mamba-org\/setup-micromamba|jlumbroso\/free-disk-space|easimon\/maximize-build-space)$/,
  // Publishing, pages, releases.
  /^(pypa\/gh-action-pypi-publish|softprops\/action-gh-release|ncipollo\/release-action|release-drafter\/release-drafter|googleapis\/release-please-action|google-github-actions\/release-please-action|changesets\/action|goreleaser\/goreleaser-action|peaceiris\/actions-gh-pages|JamesIves\/github-pages-deploy-action|svenstaro\/upload-release-action|rubygems\/release-gem|rust-lang\/crates-io-auth-action|anchore\/sbom-action|slsa-framework\/slsa-github-generator(\/.*)?)$/,
  // Upload of reports, and everyday work with issues and pull requests.
  /^(codecov\/(codecov-action|test-results-action)|coverallsapp\/github-action|dorny\/(paths-filter|test-reporter)|tj-actions\/changed-files|dessant\/[\w-]+|amannn\/action-semantic-pull-request|JasonEtco\/create-an-issue|slackapi\/slack-github-action|8398a7\/action-slack|re-actors\/(alls-green|checkout-python-sdist)|lewagon\/wait-on-check-action|styfle\/cancel-workflow-action|pascalgn\/automerge-action|fastify\/github-action-merge-dependabot|stefanzweifel\/git-auto-commit-action|EndBug\/add-and-commit|benchmark-action\/github-action-benchmark|patchback\/[\w-]+|github\/(issue-metrics|stale-repos))$/,
  // They look at workflows, commits, style or project settings, not at dependencies or at the source's flaws.
  /^(ossf\/scorecard-action|step-security\/harden-runner|zizmorcore\/zizmor-action|rhysd\/actionlint|raven-actions\/actionlint|crate-ci\/typos|codespell-project\/actions-codespell|wagoid\/commitlint-github-action|tim-actions\/[\w-]+|errata-ai\/vale-action|psf\/black|astral-sh\/ruff-action|fsfe\/reuse-action|lycheeverse\/lychee-action|github\/codeql-action\/(init|autobuild|upload-sarif))$/,
  // Templates of GitLab: when a pipeline runs, pages, and scans of another kind.
  /^template:(Workflows|Pages)\//,
  /^template:(Jobs|Security)\/(Secret-Detection|Code-Quality|License-Scanning|Build|Deploy|Browser-Performance-Testing)\b/,
]

/** Templates that bring a whole pipeline along, tests included. */
const wholePipelines = /auto-?devops/i

/** Whether a name (before `@`) tells all that the signals ask: a scanner of our tables, or a known helper. */
export function isKnownUse(reference: string): boolean {
  const name = (reference.split('@')[0] ?? '').slice(0, 300)
  if (wholePipelines.test(name)) return false
  const isTool = [...dependencyScanners, ...staticAnalysers].some((tool) => tool.uses?.test(name) === true)
  return isTool || helpers.some((pattern) => pattern.test(name))
}
