using Cavra.Domain.Abstractions;
using MediatR;

namespace Cavra.Application.Messaging;

/// <summary>Sends a request through the pipeline to its handler. For endpoints and worker loops; handlers do not send.</summary>
public interface IDispatcher
{
    Task<Result<TAnswer>> SendAsync<TAnswer>(IMessage<TAnswer> message, CancellationToken cancellationToken);
}

internal sealed class Dispatcher(IMediator mediator) : IDispatcher
{
    public Task<Result<TAnswer>> SendAsync<TAnswer>(IMessage<TAnswer> message, CancellationToken cancellationToken) =>
        mediator.Send(message, cancellationToken);
}
