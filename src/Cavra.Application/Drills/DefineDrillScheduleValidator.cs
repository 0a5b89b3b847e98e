using Cavra.Application.Wire;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;
using FluentValidation;

namespace Cavra.Application.Drills;

/// <summary>The shape of a drill schedule.</summary>
internal sealed class DefineDrillScheduleValidator : AbstractValidator<DefineDrillSchedule>
{
    private const int MostNames = 50;

    private const int MostWindows = 200;

    private static readonly string OwnerNames =
        $"The owners named have 1 to {Name.MaxLength} of the characters A-Z a-z 0-9 . _ : @ / -";

    private static readonly string Minutes = $"Minutes are 1 to {DrillSchedule.MaxAcknowledgementMinutes}.";

    public DefineDrillScheduleValidator()
    {
        RuleFor(command => command.SchemaVersion)
            .Must(schema => schema is null or WireNames.DrillScheduleDocumentSchema)
            .WithMessage($"Must be {WireNames.DrillScheduleDocumentSchema}.");
        RuleFor(command => command.ScheduleId).NotNull().WithMessage("Required.").IsName();
        RuleFor(command => command.StatedId)
            .Must((command, stated) => stated is null || stated == command.ScheduleId)
            .WithMessage("Must be the schedule of the address.").OverridePropertyName("ScheduleId");
        RuleFor(command => command.Environment).IsName();
        RuleFor(command => command.IntervalDays)
            .InclusiveBetween(1, DrillSchedule.MaxIntervalDays).WithMessage($"1 to {DrillSchedule.MaxIntervalDays}.");
        RuleFor(command => command.Owners).AreNames(MostNames);
        RuleForEach(command => command.Owners).IsName();
        RuleFor(command => command.NotificationProviders).AreNames(MostNames);
        RuleForEach(command => command.NotificationProviders).IsName();
        RuleFor(command => command.RunbookRef).IsReference();

        // What lies below an owner's name is told of the member as a whole: the name is the caller's.
        RuleFor(command => command.OwnerRoutes)
            .Must(routes => routes.Keys.All(Name.IsWellFormed)).WithMessage(OwnerNames)
            .Must(routes => routes.Values.All(AreWellFormed)).WithMessage("Providers and escalation owners must be names.")
            .Must(routes => routes.Values.All(route => route.AcknowledgementMinutes
                is null or (>= 1 and <= DrillSchedule.MaxAcknowledgementMinutes))).WithMessage(Minutes);
        RuleFor(command => command.OwnerCalendars)
            .Must(calendars => calendars.Keys.All(Name.IsWellFormed)).WithMessage(OwnerNames)
            .Must(calendars => calendars.Values.All(calendar => calendar.UnavailableWindows.Count <= MostWindows))
            .WithMessage($"At most {MostWindows} windows for an owner.")
            .Must(calendars => calendars.Values.SelectMany(calendar => calendar.UnavailableWindows)
                .All(absence => absence.Reason.Length <= FreeText.MaxLength))
            .WithMessage($"A reason has at most {FreeText.MaxLength} characters.");
        RuleFor(command => command.MaintenanceWindows)
            .Must(windows => windows.Count <= MostWindows).WithMessage($"At most {MostWindows}.");
        RuleForEach(command => command.MaintenanceWindows).SetValidator(new MaintenanceWindowValidator());
    }

    private static bool AreWellFormed(OwnerRouteDraft route) =>
        route.Providers.Count <= MostNames && route.Providers.All(provider => Name.IsWellFormed(provider.Value))
        && (route.EscalationOwner is null || Name.IsWellFormed(route.EscalationOwner.Value));

    private sealed class MaintenanceWindowValidator : AbstractValidator<MaintenanceWindowDraft>
    {
        public MaintenanceWindowValidator()
        {
            RuleFor(window => window.WindowId).IsName();
            RuleFor(window => window.Reason).IsText();
            RuleFor(window => window.ScheduleIds).AreNames(MostNames);
            RuleForEach(window => window.ScheduleIds).IsName();
            RuleFor(window => window.Providers).AreNames(MostNames);
            RuleForEach(window => window.Providers).IsName();
            RuleFor(window => window.Owners).AreNames(MostNames);
            RuleForEach(window => window.Owners).IsName();
        }
    }
}
