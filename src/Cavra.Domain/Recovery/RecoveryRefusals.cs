using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Recovery;

public static class RecoveryRefusals
{
    public static readonly Refusal PlaybookNotFound =
        new(RefusalKind.NotFound, "recovery.playbook_not_found", "There is no such recovery playbook.");

    public static readonly Refusal EscalationNotFound =
        new(RefusalKind.NotFound, "recovery.escalation_not_found", "There is no such recovery escalation plan.");

    public static readonly Refusal NotInPlaybook =
        new(RefusalKind.Conflict, "recovery.not_in_playbook", "The playbook does not cover that connector.");

    public static readonly Refusal NotClosed =
        new(RefusalKind.Conflict, "recovery.not_closed", "Only a recovery that is resolved or mitigated can be reopened.");

    public static readonly Refusal Closed =
        new(RefusalKind.Conflict, "recovery.closed", "The recovery is closed: reopen it first.");

    public static readonly Refusal Superseded =
        new(RefusalKind.Conflict, "recovery.superseded", "A later playbook covers this connector: close its recovery there.");

    public static readonly Refusal ResolutionUnproven = Broken(
        "recovery.resolution_unproven", "/verification_refs", "Resolving needs a verification reference.");

    public static readonly Refusal MitigationUnexplained = Broken("recovery.mitigation_unexplained", "/notes", "Mitigating needs notes.");

    public static readonly Refusal ReferenceUnknown = new(
        RefusalKind.Impossible, "recovery.reference_unknown",
        "A verification reference is the id of no execution record, attempt or connector test.");

    public static readonly Refusal ReferenceOfAnotherConnector = new(
        RefusalKind.Impossible, "recovery.reference_of_another_connector", "A verification reference is about another connector.");

    public static readonly Refusal ReferenceUnsuccessful = new(
        RefusalKind.Impossible, "recovery.reference_unsuccessful", "A verification reference is of something that did not succeed.");

    public static readonly Refusal ReferenceTooEarly = new(
        RefusalKind.Impossible, "recovery.reference_too_early",
        "A verification reference is of something that happened before the playbook was made or the recovery was reopened.");

    private static Refusal Broken(string code, string member, string rule) => new(RefusalKind.Invalid, code, rule)
    {
        Errors = new Dictionary<string, string[]> { [member] = [rule] },
    };
}
