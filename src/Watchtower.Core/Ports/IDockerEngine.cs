using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.Ports;

/// <summary>
/// The part of the Docker Engine API that Watchtower uses. Every method throws <see cref="EngineException"/> when the
/// engine can't do it, and <see cref="OperationCanceledException"/> only when its own token is cancelled.
/// Source: https://docs.docker.com/reference/api/engine/.
/// </summary>
public interface IDockerEngine
{
    /// <summary>The version spoken with this engine, such as 1.41: it decides which fields exist.</summary>
    Version ApiVersion { get; }

    /// <summary>All containers, running or not.</summary>
    Task<IReadOnlyList<ContainerSummary>> ListContainersAsync(CancellationToken cancellation);

    /// <param name="container">Id, unambiguous start of an id, or name.</param>
    Task<JsonObject> InspectContainerAsync(string container, CancellationToken cancellation);

    /// <summary>Null if there is no such image.</summary>
    /// <param name="image">Id, or a reference as the user writes it.</param>
    Task<JsonObject?> FindImageAsync(string image, CancellationToken cancellation);

    /// <summary>
    /// The digest the name stands for now, asked of its registry by the engine, which knows ways that Watchtower does not.
    /// </summary>
    Task<string> FindDigestAsync(ImageReference image, CancellationToken cancellation);

    /// <summary>Returns when the image is complete; a failure reported inside the progress stream throws as well.</summary>
    Task PullImageAsync(ImageReference image, CancellationToken cancellation);

    /// <summary>Creates without starting.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="body">As <c>POST /containers/create</c> takes it.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The new container's id, 64 hexadecimal digits.</returns>
    Task<string> CreateContainerAsync(string name, JsonObject body, CancellationToken cancellation);

    /// <param name="network">Name or id.</param>
    /// <param name="container">Name or id.</param>
    /// <param name="endpoint">EndpointConfig as <c>POST /networks/{id}/connect</c> takes it.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task ConnectNetworkAsync(string network, string container, JsonObject endpoint, CancellationToken cancellation);

    /// <summary>The network's id; null if there is no such network.</summary>
    /// <param name="network">Its name.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<string?> FindNetworkAsync(string network, CancellationToken cancellation);

    /// <summary>Does nothing if it runs already.</summary>
    Task StartContainerAsync(string container, CancellationToken cancellation);

    /// <summary>
    /// Sends the container's own stop signal, kills it after the time-out and returns once it has stopped.
    /// Does nothing if it is stopped already.
    /// </summary>
    Task StopContainerAsync(string container, TimeSpan timeout, CancellationToken cancellation);

    /// <param name="container">Name or id.</param>
    /// <param name="signal">Such as <c>SIGHUP</c>.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task SignalContainerAsync(string container, string signal, CancellationToken cancellation);

    /// <summary>Returns once the container is not running.</summary>
    Task WaitContainerAsync(string container, CancellationToken cancellation);

    Task RenameContainerAsync(string container, string name, CancellationToken cancellation);

    /// <summary>Removes a container, running or not. Its volumes stay.</summary>
    Task RemoveContainerAsync(string container, CancellationToken cancellation);

    /// <summary>Removes an image by id; refused while a container or a second name uses it.</summary>
    Task RemoveImageAsync(string imageId, CancellationToken cancellation);
}
