/** Table of data: programs that scan dependencies or analyse source, and how they appear in CI steps. */
import type { CiStep } from './model.ts'

export interface CiTool {
  readonly name: string
  /** Matches the whole name of an action or template, before `@`. */
  readonly uses?: RegExp
  /** Matches the beginning of a simple command. */
  readonly run?: RegExp
  /** Whether a find fails the step: always, never, or only with this text among inputs or arguments. */
  readonly fails: 'yes' | 'no' | RegExp
}

export const dependencyScanners: readonly CiTool[] = [
  { name: 'osv-scanner', uses: /^google\/osv-scanner(-action)?(\/|$)/, run: /^osv-scanner\b/, fails: 'yes' },
  {
    name: 'trivy',
    uses: /^aquasecurity\/trivy-action$/,
    run: /^trivy (?!config\b|version\b|--version\b|plugin\b)/,
    fails: /exit-code[= ]+[1-9]/,
  },
  { name: 'grype', run: /^grype\b(?! version)/, fails: /(--fail-on|-f )/ },
  { name: 'grype', uses: /^anchore\/scan-action$/, fails: 'yes' },
  { name: 'dependency-review', uses: /^actions\/dependency-review-action$/, fails: 'yes' },
  { name: 'npm audit', run: /^npm audit\b(?! (fix|signatures))/, fails: 'yes' },
  { name: 'pnpm audit', run: /^pnpm audit\b/, fails: 'yes' },
  { name: 'yarn audit', run: /^yarn (audit|npm audit)\b/, fails: 'yes' },
  { name: 'bun audit', run: /^bun audit\b/, fails: 'yes' },
  { name: 'pip-audit', uses: /^pypa\/gh-action-pip-audit$/, run: /^(pip-audit|pip_audit)\b/, fails: 'yes' },
  { name: 'safety', run: /^safety (check|scan)\b/, fails: 'yes' },
  {
    name: 'cargo audit',
    uses: /^(rustsec\/audit-check|actions-rs\/audit-check|actions-rust-lang\/audit)$/,
    run: /^cargo audit\b/,
    fails: 'yes',
  },
  { name: 'cargo deny', uses: /^EmbarkStudios\/cargo-deny-action$/, run: /^cargo deny\b/, fails: 'yes' },
  {
    name: 'ORT',
    uses: /^oss-review-toolkit\/ort-ci-github-action$/,
    run: /^ort (.* )?advise\b/,
    fails: 'no',
  },
  { name: 'Snyk', uses: /^snyk\/actions(\/(?!setup$)|$)/, run: /^snyk test\b/, fails: 'yes' },
  { name: 'govulncheck', uses: /^golang\/govulncheck-action$/, run: /^govulncheck\b/, fails: 'yes' },
  { name: 'bundler-audit', run: /^(bundle-audit|bundler-audit|bundle audit)\b/, fails: 'yes' },
  { name: 'composer audit', run: /^composer audit\b/, fails: 'yes' },
  {
    name: 'Dependency-Check',
    uses: /^dependency-check\/Dependency-Check_Action$/,
    run: /^(dependency-check(\.sh)? |.*\bdependency-check(-maven)?:(check|aggregate)\b|.*\bdependencyCheckAnalyze\b)/,
    fails: /fail(OnCVSS|BuildOnCVSS)/,
  },
  { name: 'dotnet list package', run: /^dotnet list .*--vulnerable\b/, fails: 'no' },
  { name: 'mix audit', run: /^mix (deps\.audit|hex\.audit)\b/, fails: 'yes' },
  {
    name: 'GitLab dependency scanning',
    uses: /^template:.*(Dependency-Scanning|dependency-scanning|Container-Scanning|AutoDevOps|Auto-DevOps)/,
    fails: 'no',
  },
]

export const staticAnalysers: readonly CiTool[] = [
  {
    name: 'CodeQL',
    uses: /^github\/codeql-action\/analyze$/,
    run: /^codeql database analyze\b/,
    fails: 'no',
  },
  {
    name: 'Semgrep',
    uses: /^(returntocorp|semgrep)\/semgrep-action$/,
    run: /^semgrep (ci\b|.*--error\b)/,
    fails: 'yes',
  },
  { name: 'Semgrep', run: /^semgrep (?!ci\b|--version|.*--error\b)/, fails: 'no' },
  {
    name: 'SonarQube',
    uses: /^(SonarSource|sonarsource)\/(sonarcloud-github-action|sonarqube-scan-action)$/,
    run: /^(sonar-scanner\b|dotnet-sonarscanner end\b|(\.\/)?(mvnw?|gradlew?) .*\bsonar(:sonar)?\b|\S*(mvnw?|gradlew?) sonar\b)/,
    fails: /sonar\.qualitygate\.wait=true/,
  },
  {
    name: 'Bandit',
    uses: /^PyCQA\/bandit-action$/,
    run: /^bandit (?!--version)(?!.*--exit-zero)/,
    fails: 'yes',
  },
  { name: 'Bandit', run: /^bandit .*--exit-zero/, fails: 'no' },
  { name: 'gosec', uses: /^(securego|cosmos)\/gosec$/, run: /^gosec (?!.*-no-fail)/, fails: 'yes' },
  { name: 'clang-tidy', run: /^(run-)?clang-tidy(-\d+)?\b/, fails: /warnings-as-errors/ },
  { name: 'Cppcheck', run: /^cppcheck\b/, fails: /error-exitcode[= ]+[1-9]/ },
  {
    name: 'Clippy',
    uses: /^(actions-rs\/clippy-check|giraffate\/clippy-action)$/,
    run: /^cargo (\+\S+ )?clippy\b/,
    fails: /-D ?warnings|-Dwarnings|--deny/,
  },
  { name: 'Brakeman', run: /^(bin\/)?brakeman\b/, fails: 'yes' },
  { name: 'SpotBugs', run: /\bspotbugs:check\b|\bspotbugsMain\b/, fails: 'yes' },
  { name: 'Psalm taint analysis', run: /^(vendor\/bin\/)?psalm\b.*--taint-analysis/, fails: 'yes' },
  { name: 'njsscan', run: /^njsscan\b/, fails: 'yes' },
  { name: 'GitLab SAST', uses: /^template:.*(\bSAST\b|\/sast\b|AutoDevOps|Auto-DevOps)/, fails: 'no' },
]

export interface ToolUse {
  readonly name: string
  readonly step: CiStep
  /** A find fails the job and the job runs on changes. */
  readonly isBlocking: boolean
}

/** Every step that runs one of the tools, in order of steps. */
export function findTools(steps: readonly CiStep[], tools: readonly CiTool[]): readonly ToolUse[] {
  return steps.flatMap((step) => {
    const tool = tools.find((candidate) => isUseOf(step, candidate))
    if (tool === undefined) return []
    return [
      { name: tool.name, step, isBlocking: step.isBlocking && step.runsOnChange && failsOn(step, tool) },
    ]
  })
}

function isUseOf(step: CiStep, tool: CiTool): boolean {
  if (step.kind === 'run') return tool.run?.test(step.text.slice(0, 2000)) ?? false
  const name = step.text.split('@')[0] ?? ''
  if (tool.name === 'trivy' && /^(config|sbom)$/.test(step.inputs.get('scan-type') ?? '')) return false
  return tool.uses?.test(name) ?? false
}

function failsOn(step: CiStep, tool: CiTool): boolean {
  if (tool.fails === 'yes') return step.inputs.get('fail-build') !== 'false'
  if (tool.fails === 'no') return false
  const inputs = [...step.inputs].map(([name, value]) => `${name} ${value}`).join(' ')
  return tool.fails.test(`${step.text} ${inputs}`.slice(0, 4000))
}
