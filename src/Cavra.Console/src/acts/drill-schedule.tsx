import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { schedules } from '../api/paths';
import { ProblemAlert } from '../parts/problem-alert';
import { counted } from '../time/words';
import { NotesField, TextField } from './fields';
import { OwnerFields } from './owner-fields';
import { documentOf, draftOf, newSchedule, noOwner, type OwnerDraft, type ScheduleDraft } from './schedule-draft';
import { readSchedule } from './schedule-read';

interface DrillScheduleDialogProps {
  /** The schedule that is changed; without it one is made. */
  scheduleId?: string | undefined;
  close: () => void;
}

/** Makes a drill schedule, or replaces what one says. */
export function DrillScheduleDialog({ scheduleId, close }: DrillScheduleDialogProps) {
  const [name, setName] = useState('');
  const [draft, setDraft] = useState<ScheduleDraft | undefined>(scheduleId === undefined ? newSchedule : undefined);
  const [version, setVersion] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const id = scheduleId ?? name.trim();
  useEffect(() => {
    if (scheduleId !== undefined) {
      readSchedule(scheduleId).then((read) => {
        setDraft(draftOf(read.schedule));
        setVersion(read.version);
      }, setFailure);
    }
    // Once, when the dialog opens: what is typed is not overwritten.
  }, []);
  const change = (members: Partial<ScheduleDraft>) => setDraft((before) => before && { ...before, ...members });
  const changeOwner = (index: number, members: Partial<OwnerDraft>) => setDraft((before) => before && {
    ...before, owners: before.owners.map((owner, place) => place === index ? { ...owner, ...members } : owner),
  });

  return (
    <ActDialog
      title={scheduleId === undefined ? 'New drill schedule' : `Change ${scheduleId}`}
      size="large"
      description={failure === undefined
        ? draft ? 'Says from now on when the drill is due and who is told, in place of what was said before.' : 'Asking for what stands…'
        : <ProblemAlert error={failure} />}
      confirm={scheduleId === undefined ? 'Make' : 'Change'}
      missing={draft === undefined ? 'What stands is not known yet.' : id === '' ? 'Name the schedule.' : undefined}
      body={{ id, version, document: documentOf(draft ?? newSchedule) }}
      send={(body, key) => answerOf(api.PUT(`${schedules}/{schedule_id}`, {
        params: { path: { schedule_id: body.id }, header: { 'Idempotency-Key': key, ...(body.version ? { 'If-Match': body.version } : {}) } }, body: body.document,
      }))}
      done={({ schedule }) => `${schedule.schedule_id}: a drill of ${schedule.environment} every ${counted(schedule.interval_days, 'day')}${schedule.status === 'paused' ? ', paused' : ''}.`}
      evidence={({ metadata }) => [metadata]}
      meanwhile={async () => {
        const { schedule, version: newest } = await readSchedule(id);
        return {
          deed: { who: schedule.changed_by, did: `changed ${id}`, at: schedule.changed_at }, place: '/console/drills',
          // A schedule of that name that was there already is not replaced by a new one.
          goOn: scheduleId === undefined ? undefined : () => setVersion(newest),
        };
      }}
      onClose={close}
    >
      {(errorOf) => draft === undefined ? null : (
        <SpaceBetween size="m">
          <ColumnLayout columns={2}>
            {scheduleId === undefined ? <TextField label="Name" member="schedule_id" value={name} onChange={setName} errorOf={errorOf} placeholder="payments-production" /> : null}
            <TextField label="Environment" member="environment" value={draft.environment} onChange={(environment) => change({ environment })} errorOf={errorOf} placeholder="production" />
            <TextField label="Every, days" member="interval_days" type="number" value={draft.interval} onChange={(interval) => change({ interval })} errorOf={errorOf} />
            <TextField label="Next due, UTC" isOptional member="next_due_at" value={draft.nextDue} onChange={(nextDue) => change({ nextDue })} errorOf={errorOf} placeholder="2026-12-01T09:00:00Z" />
            <TextField label="Told by" member="notification_providers" value={draft.providers} onChange={(providers) => change({ providers })} errorOf={errorOf} placeholder="siem, chat" />
            <TextField label="Runbook" member="runbook_ref" value={draft.runbook} onChange={(runbook) => change({ runbook })} errorOf={errorOf} placeholder="runbook://go-backend/rollback" />
          </ColumnLayout>
          <Checkbox checked={draft.isActive} onChange={({ detail }) => change({ isActive: detail.checked })} description="A paused schedule tells nobody.">Active</Checkbox>
          {draft.owners.map((owner, index) => (
            <OwnerFields key={index} owner={owner} index={index} errorOf={errorOf} change={(members) => changeOwner(index, members)}
              remove={draft.owners.length > 1 ? () => change({ owners: draft.owners.filter((_, place) => place !== index) }) : undefined} />
          ))}
          <Button iconName="add-plus" formAction="none" onClick={() => change({ owners: [...draft.owners, noOwner] })}>Add an owner</Button>
          <NotesField label="Maintenance windows" isOptional member="maintenance_windows" value={draft.windows} onChange={(windows) => change({ windows })} errorOf={errorOf}
            description={<>One on a line: name, period, reason; then whom it is for, if not for all. <Box variant="code" display="inline" fontSize="body-s">freeze | 2026-12-20T00:00:00Z to 2027-01-02T00:00:00Z | year’s end | providers=chat</Box></>} />
        </SpaceBetween>
      )}
    </ActDialog>
  );
}
