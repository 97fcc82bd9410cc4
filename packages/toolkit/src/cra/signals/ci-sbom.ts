/** SIG-REPO-CI-SBOM: does CI make an SBOM of what it builds. */
import type { CiStep } from '../ci/model.ts'
import { type CiTool, findTools } from '../ci/tools.ts'
import { absenceReason } from '../ci-tool-use.ts'
import type { RepoFiles } from '../repo-files.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { say } from '../say.ts'

const id = 'SIG-REPO-CI-SBOM'

const makers: readonly CiTool[] = [
  { name: 'Syft', uses: /^anchore\/sbom-action$/, run: /^syft (?!version|login|convert)/, fails: 'no' },
  {
    name: 'CycloneDX',
    uses: /^CycloneDX\/gh-/i,
    run: /^(?:npx )?(?:@cyclonedx\/)?cyclonedx-(?:npm|node|py|bom|gomod|php|dotnet)\b|^cdxgen\b|^cargo cyclonedx\b|^dotnet[- ]CycloneDX\b|\bcyclonedxBom\b|\bcyclonedx-maven-plugin\b/i,
    fails: 'no',
  },
  {
    name: 'SPDX tools',
    uses: /^microsoft\/sbom-action$/,
    run: /^sbom-tool generate\b|^(?:cargo )?sbom\b(?! --version)|^npm sbom\b|^bom generate\b/,
    fails: 'no',
  },
  { name: 'Trivy', run: /^trivy .*--format[= ](?:cyclonedx|spdx)/, fails: 'no' },
  { name: 'GitHub attestation', uses: /^actions\/attest-sbom$/, fails: 'no' },
  { name: 'Docker', run: /^docker buildx (?:build|bake) .*--(?:sbom|attest[= ]type=sbom)/, fails: 'no' },
  { name: 'ko', run: /^ko build\b(?!.*--sbom[= ]none)/, fails: 'no' },
]

/** A key of GoReleaser's file at the start of a line. */
const goreleaser = /^(?:\.github\/)?\.?goreleaser\.ya?ml$/

export const ciSbom: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ ci, tree }) => {
    const uses = findTools(ci.steps, makers)
    const images = ci.steps.filter(isImageWithSbom)
    const release = findGoreleaser(tree)
    const tools = [
      ...new Set([
        ...uses.map(({ name }) => name),
        ...(images.length > 0 ? ['Docker'] : []),
        ...(release.length > 0 ? ['GoReleaser'] : []),
      ]),
    ].sort()
    const places = [...uses.map(({ step }) => step), ...images, ...release]
    if (tools.length > 0) {
      const evidence = places.map(({ path, line }) => ({ path, line }))
      const statement = say`CI makes an SBOM (${tools.join(', ')}); whether each release carries it is for a person to check.`
      return toSignalResult(id, { state: 'present', statement, facts: { tools }, evidence })
    }
    const reason = absenceReason(ci)
    if (reason !== undefined) {
      const statement = say`Whether CI makes an SBOM is unknown.`
      return toSignalResult(id, { state: 'unknown', statement, facts: { tools: [] }, reason })
    }
    const statement = say`No step that makes an SBOM was found in the CI files of the tree.`
    return toSignalResult(id, { state: 'absent', statement, facts: { tools: [] } })
  },
}

/** Actions for images that are told to attach one. */
function isImageWithSbom({ text, inputs }: CiStep): boolean {
  const isBuild = /^(?:docker|depot)\/(?:build-push|bake)-action@/.test(text)
  const wish = inputs.get('sbom') ?? 'false'
  return isBuild && wish !== 'false' && wish !== ''
}

function findGoreleaser(tree: RepoFiles): readonly { readonly path: string; readonly line: number }[] {
  return tree
    .listAll()
    .files.filter((path) => goreleaser.test(path))
    .flatMap((path) => {
      const at = (tree.read(path) ?? '').split('\n').findIndex((line) => line.startsWith('sboms:'))
      return at < 0 ? [] : [{ path, line: at + 1 }]
    })
}
