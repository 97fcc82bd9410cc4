/** SIG-REPO-CI-DAST: does CI test the running product, or scan its images. */
import { type CiTool, findTools } from '../ci/tools.ts'
import { absenceReason } from '../ci-tool-use.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { say } from '../say.ts'

const id = 'SIG-REPO-CI-DAST'

const scanners: readonly CiTool[] = [
  {
    name: 'ZAP',
    uses: /^zaproxy\/action-/,
    run: /^(?:docker run .*\bzap-(?:baseline|full-scan|api-scan)\.py|zap-(?:baseline|full-scan|api-scan)\.py)/,
    fails: 'yes',
  },
  {
    name: 'nuclei',
    uses: /^projectdiscovery\/nuclei-action$/,
    run: /^nuclei (?!-version|-update)/,
    fails: 'no',
  },
  { name: 'StackHawk', uses: /^stackhawk\/hawkscan-action$/, run: /^hawk scan\b/, fails: 'yes' },
  { name: 'Schemathesis', uses: /^schemathesis\/action$/, run: /^(?:schemathesis|st) run\b/, fails: 'yes' },
  { name: 'Nikto', run: /^nikto\b/, fails: 'no' },
  { name: 'Trivy image scan', run: /^trivy image\b/, fails: /exit-code[= ]+[1-9]/ },
  { name: 'Grype image scan', run: /^grype (?!dir:|\.|version)[\w./-]+:[\w.-]+/, fails: /--fail-on/ },
  {
    name: 'Docker Scout',
    uses: /^docker\/scout-action$/,
    run: /^docker scout (?:cves|quickview)\b/,
    fails: /exit-code/,
  },
  { name: 'Snyk container', uses: /^snyk\/actions\/docker$/, run: /^snyk container test\b/, fails: 'yes' },
  { name: 'Dockle', uses: /^erzz\/dockle-action$/, run: /^dockle\b/, fails: /exit-code/ },
  { name: 'GitLab DAST', uses: /^template:.*\b(?:DAST|API-Fuzzing|Container-Scanning)\b/, fails: 'no' },
]

export const ciDast: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ ci }) => {
    const images = ci.steps.filter(
      (step) =>
        (step.text.startsWith('aquasecurity/trivy-action@') && (step.inputs.get('image-ref') ?? '') !== '') ||
        (step.text.startsWith('anchore/scan-action@') && (step.inputs.get('image') ?? '') !== ''),
    )
    const uses = findTools(ci.steps, scanners)
    const names = [
      ...uses.map((use) => use.name),
      ...images.map((step) => (step.text.startsWith('aqua') ? 'Trivy image scan' : 'Grype image scan')),
    ]
    const tools = [...new Set(names)].sort()
    const evidence = [...uses.map((use) => use.step), ...images].map(({ path, line }) => ({ path, line }))
    if (tools.length > 0) {
      const statement = say`CI tests the running product or scans its images (${tools.join(', ')}).`
      return toSignalResult(id, { state: 'present', statement, facts: { tools }, evidence })
    }
    const reason = absenceReason(ci)
    if (reason === undefined) {
      const statement = say`No test of the running product and no image scan was found in the CI files of the tree.`
      return toSignalResult(id, { state: 'absent', statement, facts: { tools } })
    }
    const statement = say`Whether CI tests the running product or scans its images is unknown.`
    return toSignalResult(id, { state: 'unknown', statement, facts: { tools }, reason })
  },
}
