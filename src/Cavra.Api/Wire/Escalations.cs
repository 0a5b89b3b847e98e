using Cavra.Application.AuditDeliveries;
using Cavra.Application.HealthAlerts;
using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;

namespace Cavra.Api.Wire;

/// <summary>Answers of people that may alert the escalation connectors.</summary>
internal static class Escalations
{
    /// <summary>Has the answer recorded and sends what it began. It stays recorded whatever becomes of that, which repeats by itself when it fails.</summary>
    public static async Task<Result<TAnswer>> AnswerAsync<TAnswer>(this HttpContext http, IMessage<EscalatingAnswer<TAnswer>> command)
    {
        var begun = await http.RequestServices.GetRequiredService<IDispatcher>().SendAsync(command, http.RequestAborted);
        if (begun.Refusal is { } refusal)
        {
            return refusal;
        }

        if (begun.Value.Escalation is { } escalation)
        {
            await http.RequestServices.GetRequiredService<DeliveryRounds>().FinishAsync(escalation);
        }

        return begun.Value.Answer;
    }
}
