/** The published cases: which findings a document takes away (vectors/vex), told as scenes of ours. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../../../tests/shared.ts'
import { findingOf, purlOf } from '../decisions/testing/sample.ts'
import { readVex } from '../documents/read-vex.ts'
import { applyVex } from './apply-vex.ts'
import type { VexScene } from './scene.ts'
import { sceneOf } from './testing/scenes.ts'

interface Case {
  readonly id: string
  readonly vex: string
  readonly findings: readonly { readonly id: string; readonly purl: string }[]
  readonly suppressed: readonly { readonly id: string; readonly purl: string }[]
}

const debian = 'pkg:oci/debian@sha256:4482958b4461ff7d9fabc24b3a9ab1e9a2c85ece07b2db1840c7cbc01d053e90?tag=12'
const bash = 'pkg:deb/debian/bash@5.3'
const baseFiles = 'pkg:deb/debian/base-files@5.3'
const springBoot = 'pkg:maven/org.springframework.boot/spring-boot@2.6.0'
const go = 'pkg:golang/github.com/aquasecurity'
const [module, direct1, direct2, transitive] = [
  `${go}/go-module@v1.0.0`,
  `${go}/go-direct1@v2.0.0`,
  `${go}/go-direct2@v3.0.0`,
  `${go}/go-transitive@v4.0.0`,
] as const
const onePath = { roots: [direct1], edges: { [direct1]: [transitive], [transitive]: [] } }

/** The word "graph" and "root" of each case, as a product with its components. */
const scenes: Readonly<Record<string, VexScene>> = {
  'openvex-multiple': sceneOf(debian, { roots: [springBoot], edges: { [springBoot]: [] } }),
  'openvex-oci': sceneOf(debian, { roots: [bash], edges: { [bash]: [] } }),
  'openvex-nested-single-path': sceneOf(module, onePath),
  'openvex-nested-multi-path': sceneOf(module, {
    roots: [direct1, direct2],
    edges: { [direct1]: [transitive], [direct2]: [transitive], [transitive]: [] },
  }),
  'cyclonedx-vex': sceneOf('pkg:generic/app@1', {
    roots: [springBoot],
    edges: { [springBoot]: [] },
    serials: ['urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79'],
  }),
  'cyclonedx-vex-wrong-urn': sceneOf('pkg:generic/app@1', {
    roots: [springBoot],
    edges: { [springBoot]: [] },
    serials: ['urn:uuid:00000000-395b-41f5-a30f-a58921a69b79'],
  }),
  'csaf-not-affected': sceneOf(module, onePath),
  'openvex-oci-cycle': sceneOf(debian, { roots: [], edges: { [bash]: [baseFiles], [baseFiles]: [bash] } }),
}

describeShared('published cases', () => {
  const text = readFileSync(sharedPath('vectors/vex/apply-cases.json'), 'utf8')
  const cases = JSON.parse(text) as readonly Case[]

  test('each has a scene', () => {
    expect(cases.map(({ id }) => id).sort()).toEqual(Object.keys(scenes).sort())
  })

  test.each(cases)('$id', ({ id, vex, findings, suppressed }) => {
    const read = readVex(readFileSync(sharedPath(`vectors/vex/${vex}`)), vex)
    const scene = scenes[id]
    if (!read.ok || scene === undefined) throw new Error(id)
    const given = findings.map((one) =>
      findingOf({ purl: purlOf(one.purl), group: one.id, aliases: [one.id], records: [one.id] }),
    )
    const views = applyVex(given, [{ document: read.value.document, trust: 'supplier' }], scene)
    const gone = findings.filter((_, at) => {
      const positions = views[at]?.positions ?? []
      return (
        positions.length > 0 &&
        positions.every(({ status }) => status === 'not_affected' || status === 'fixed')
      )
    })
    expect(gone).toEqual(suppressed)
  })
})
