/** One VEX statement as relationships: one for the products, and one for each part that was assessed in them. */
import { type Encoding, type Item, toItem } from './encoding.ts'
import type { Statement } from './statements.ts'
import { type Vex, vexRelationships } from './vex.ts'

/** `id`: of the vulnerability. */
export function writeStatement(encoding: Encoding, id: string, { vex, targets }: Statement): readonly Item[] {
  const members = writeVex(encoding, vex)
  return targets.map(({ to, assessed }) =>
    toItem(vex.type, encoding.nextId('statement'), {
      from: id,
      relationshipType: vexRelationships[vex.type],
      to: to.map(encoding.idOf),
      ...(assessed !== undefined && { security_assessedElement: encoding.idOf(assessed) }),
      ...members,
    }),
  )
}

function writeVex({ agentOf }: Encoding, vex: Vex): Item {
  const { justification, impact, impactTime, action, actionTime, notes, published, modified } = vex
  const { suppliedBy } = vex
  return {
    ...(justification !== undefined && { security_justificationType: justification }),
    ...(impact !== undefined && { security_impactStatement: impact }),
    ...(impactTime !== undefined && { security_impactStatementTime: impactTime }),
    ...(action !== undefined && { security_actionStatement: action }),
    ...(actionTime !== undefined && { security_actionStatementTime: actionTime }),
    ...(notes !== undefined && { security_statusNotes: notes }),
    ...(published !== undefined && { security_publishedTime: published }),
    ...(modified !== undefined && { security_modifiedTime: modified }),
    ...(suppliedBy !== undefined && { suppliedBy: agentOf(suppliedBy, 'vulnerabilities[].statedBy') }),
  }
}
