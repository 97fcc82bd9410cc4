/** Reads the SBOM that it is given and writes it again to nowhere; prints what it counted and its peak memory. */
import { readSbomFile } from '@occtet/toolkit/adapters'
import { writeCycloneDxPieces } from '@occtet/toolkit/sbom'

const sbom = readSbomFile(process.argv[2] ?? '')
if (sbom === undefined) throw new Error('it was not taken for an SBOM')
let written = 0
for (const piece of writeCycloneDxPieces(sbom, { toolVersion: '0', timestamp: '2026-01-01T00:00:00Z' })) {
  written += piece.length
}
const peakMiB = process.resourceUsage().maxRSS / 1024
process.stdout.write(JSON.stringify({ components: sbom.components.length, written, peakMiB }))
