import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { ChoiceField, NotesField, orNull, TextField } from './fields';

interface Choice {
  value: string;
  label: string;
  description: string;
}

/** What somebody answers: the state, a reference and notes, as they stand in the fields. */
export function useAnswer(initial: string) {
  const [state, setState] = useState(initial);
  const [reference, setReference] = useState('');
  const [notes, setNotes] = useState('');
  return { state, setState, reference, setReference, notes, setNotes, body: { state, reference: orNull(reference), notes: orNull(notes) } };
}

interface AnswerFieldsProps {
  answer: ReturnType<typeof useAnswer>;
  states: readonly Choice[];
  /** An example of a reference. */
  example: string;
  errorOf: (member: string) => string | undefined;
}

/** The fields of an answer. */
export function AnswerFields({ answer, states, example, errorOf }: AnswerFieldsProps) {
  return (
    <SpaceBetween size="m">
      <ChoiceField label="Answer" member="acknowledgement_state" value={answer.state} options={[...states]} onChange={answer.setState} errorOf={errorOf} />
      <TextField label="Reference" isOptional member="external_ref" value={answer.reference} onChange={answer.setReference} errorOf={errorOf} placeholder={example} />
      <NotesField label="Notes" isOptional member="notes" value={answer.notes} onChange={answer.setNotes} errorOf={errorOf} description="Secrets are taken out before it is kept." />
    </SpaceBetween>
  );
}
