/** Table: the names under which SBOMs lie in trees. The content decides; a stranger of the same name is left alone. */

const stems = ['bom', 'sbom', 'cdx', 'cyclonedx', 'spdx', 'spdx3', 'obom', 'cbom', 'hbom'] as const

/**
 * `bom.json` (CycloneDX tools), `product.cdx.xml`, `app-sbom.json`, `sbom-1.2.json`, `app.spdx` (west spdx),
 * `recipe-zlib.spdx.json` (Yocto 4), `core-image.rootfs.spdx.json` (Yocto 5, SPDX 3), `x.spdx.yaml`, `x.spdx.rdf.xml`.
 */
export const sbomFileNames: readonly string[] = [
  ...stems.flatMap((stem) =>
    ['json', 'xml'].flatMap((end) => [
      `${stem}.${end}`,
      ...['.', '-', '_'].flatMap((mark) => [`*${mark}${stem}.${end}`, `${stem}${mark}*.${end}`]),
    ]),
  ),
  '*.spdx',
  '*.spdx.yaml',
  '*.spdx.yml',
  '*.spdx.rdf',
  '*.spdx.rdf.xml',
  '*.spdx.jsonld',
  '*.spdx3.jsonld',
]
