using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Drills;
using Cavra.Domain.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Notifications;

/// <summary>Gives an answer to the plan it is for: the one it names, else the schedule's latest at this moment.</summary>
internal sealed class NotificationAnswers(ICavraDbContext db, Call call)
{
    public async Task<Result<NotificationAcknowledgement>> GiveAsync(
        string scheduleId, NotificationPlanId? planId, NotificationAnswer answer, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(scheduleId, planId, cancellationToken);
        if (plan is null)
        {
            return planId is null ? await RefusalAsync(scheduleId, cancellationToken) : NotificationRefusals.PlanNotFound;
        }

        var routes = await db.NotificationRoutes.Where(route => route.PlanId == plan.Id).ToListAsync(cancellationToken);
        var acknowledged = plan.Acknowledge(scheduleId, routes, answer, call.Caller.Actor, now);
        if (acknowledged.Refusal is null)
        {
            db.NotificationAcknowledgements.Add(acknowledged.Value);
        }

        return acknowledged;
    }

    private async Task<NotificationPlan?> PlanAsync(
        string scheduleId, NotificationPlanId? planId, CancellationToken cancellationToken) =>
        planId is { } named
            ? await db.NotificationPlans.SingleOrDefaultAsync(plan => plan.Id == named, cancellationToken)
            : await db.NotificationPlans.Where(plan => plan.ScheduleId == scheduleId)
                .OrderByDescending(plan => plan.GeneratedAt).ThenByDescending(plan => plan.Id)
                .FirstOrDefaultAsync(cancellationToken);

    private async Task<Refusal> RefusalAsync(string scheduleId, CancellationToken cancellationToken) =>
        await db.DrillSchedules.AnyAsync(schedule => schedule.ScheduleId == scheduleId, cancellationToken)
            ? NotificationRefusals.NothingToAcknowledge
            : DrillScheduleRefusals.NotFound;
}
