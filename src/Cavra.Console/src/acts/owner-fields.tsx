import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { ErrorOf } from '../act/act-dialog';
import { NotesField, TextField } from './fields';
import type { OwnerDraft } from './schedule-draft';

interface OwnerFieldsProps {
  owner: OwnerDraft;
  index: number;
  errorOf: ErrorOf;
  change: (members: Partial<OwnerDraft>) => void;
  remove: (() => void) | undefined;
}

/** One owner of a drill schedule: who it is, how they are told, who is next, and when they are away. */
export function OwnerFields({ owner, index, errorOf, change, remove }: OwnerFieldsProps) {
  const name = owner.name.trim() === '' ? `Owner ${index + 1}` : owner.name;
  // What is said of an owner's route or absences is said of all owners' together: it stands at the first one.
  const atFirst: ErrorOf = (member) => index === 0 ? errorOf(member) : undefined;
  return (
    <Container header={<Header variant="h3" actions={remove ? <Button formAction="none" variant="inline-link" ariaLabel={`Remove ${name}`} onClick={remove}>Remove</Button> : null}>{name}</Header>}>
      <ColumnLayout columns={2}>
        <TextField label="Owner" member={`owners.${index}`} value={owner.name} onChange={(text) => change({ name: text })}
          errorOf={(member) => errorOf(member) ?? atFirst('owners')} placeholder="release-governance" />
        <TextField label="Told by, for this owner" isOptional member="owner_routes" value={owner.providers} onChange={(providers) => change({ providers })} errorOf={atFirst}
          description="Empty: by all of the schedule." />
        <TextField label="Answers within, minutes" isOptional member="owner_minutes" type="number" value={owner.minutes} onChange={(minutes) => change({ minutes })} errorOf={atFirst} />
        <TextField label="Next, if unanswered" isOptional member="owner_escalation" value={owner.escalation} onChange={(escalation) => change({ escalation })} errorOf={atFirst} placeholder="release-director" />
        <NotesField label="Away" isOptional member="owner_calendars" value={owner.absences} onChange={(absences) => change({ absences })} errorOf={atFirst}
          description="One period on a line: 2026-12-24T00:00:00Z to 2026-12-27T00:00:00Z | holidays" />
      </ColumnLayout>
    </Container>
  );
}
