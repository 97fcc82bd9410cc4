/** Images in the values of charts: pairs and texts, with and without a tag, beside a chart and without one. */
import { describe, expect, test } from 'vitest'
import { memoryTree } from '../file-tree.ts'
import { readInventory } from '../read-inventory.ts'
import { rowsAs } from '../testing/parse-as.ts'
import { readRows } from '../testing/rows.ts'
import { helmValues } from './helm-values.ts'

const digest = `sha256:${'ab'.repeat(32)}`

const values = [
  'replicaCount: 1',
  'image:',
  '  repository: registry.example/team/shop',
  '  pullPolicy: IfNotPresent',
  '  # defaults to the appVersion of the chart',
  '  tag: ""',
  'metrics:',
  '  image:',
  '    registry: docker.io',
  '    repository: bitnami/exporter',
  '    tag: 1.10',
  `    digest: ${digest}`,
  'initContainers:',
  '  - name: wait',
  '    image: busybox:1.36',
  'sidecar:',
  '  image: quay.io/team/side',
  '  imageTag: v2.1.0',
  'jobImage: alpine',
  'gitRepository:',
  '  repository: https://git.example/charts',
  'proxy:',
  '  repository: envoyproxy/envoy',
  '  tag: v1.30.1',
  'imagePullSecrets: []',
  '',
].join('\n')

describe('values.yaml', () => {
  test('a tag is a qualifier and a digest a version; what the chart decides stays open', () => {
    const read = readRows(helmValues, values)
    expect(read.rows).toEqual([
      '2 pkg:oci/shop direct runtime',
      `8 pkg:oci/exporter@${digest} direct runtime`,
      '14 pkg:oci/busybox direct runtime wants 1.36',
      '16 pkg:oci/side direct runtime wants v2.1.0',
      '1 pkg:oci/alpine direct runtime',
      '22 pkg:oci/envoy direct runtime wants v1.30.1',
    ])
    expect(read.packages.map(({ purl }) => purl)).toContain(
      `pkg:oci/exporter@${digest}?repository_url=docker.io%2Fbitnami%2Fexporter&tag=1.10`,
    )
    expect([read.status, read.issues]).toEqual(['parsed', ['VERSION_UNRESOLVED:2', 'REFERENCE_MISSING:2']])
  })

  test('anchors, templates, a file of its own for development', () => {
    const shared = 'a: &x\n  image: {repository: r.example/a, tag: "1"}\nb: *x\n'
    expect(readRows(helmValues, shared).rows).toEqual(['2 pkg:oci/a direct runtime wants 1'])
    const open = rowsAs(helmValues, 'values-dev.yaml', 'image: "{{ .Values.name }}:1"\nxImage: redis:7\n')
    expect([open.rows, open.issues]).toEqual([
      ['1 pkg:oci/redis direct development wants 7'],
      ['ENTRY_UNREADABLE:1', 'VERSION_UNRESOLVED:1', 'REFERENCE_MISSING:1'],
    ])
    expect(readRows(helmValues, 'image: [\n').status).toBe('unreadable')
  })

  test('only beside a chart; without one it is skipped, and that is said', () => {
    const files = (tree: Readonly<Record<string, string>>): readonly string[] =>
      readInventory(memoryTree(tree), { name: 'x' }).files.map(({ path, status, packages }) =>
        [path, status, packages].join(' '),
      )
    const chart = 'apiVersion: v2\nname: shop\nversion: 1.0.0\n'
    expect(files({ 'chart/Chart.yaml': chart, 'chart/values.yaml': values })).toEqual([
      'chart/Chart.yaml parsed 0',
      'chart/values.yaml parsed 6',
    ])
    expect(files({ 'env/values.yaml': values })).toEqual(['env/values.yaml skipped 0'])
    expect(files({ 'chart/Chart.yaml': chart, 'chart/values.yaml': 'replicaCount: 1\n' })).toEqual([
      'chart/Chart.yaml parsed 0',
    ])
  })
})
