using System.Text.Json.Nodes;

namespace Watchtower.FakeDocker;

/// <summary>The vocabulary in which a test says what is on an engine and in its registry.</summary>
public static class Scene
{
    private static int _images;

    /// <summary>An image that comes from a registry unless it is said to be built here.</summary>
    /// <param name="name">Makes its id; a different one for each image.</param>
    /// <param name="config">As image inspect shows it.</param>
    /// <param name="does">What its containers do.</param>
    /// <param name="isBuiltHere">It belongs to no registry.</param>
    public static FakeImage Image(string? name = null, JsonObject? config = null, Behaviour? does = null, bool isBuiltHere = false)
    {
        var seed = name ?? $"image {Interlocked.Increment(ref _images)}";
        var full = config ?? [];
        full["Cmd"] ??= Json.List("serve");
        full["Env"] ??= Json.List("PATH=/bin");
        return new FakeImage(
            $"sha256:{FakeEngine.IdOf($"image {seed}")}", full, does ?? Behaviour.Runs,
            isBuiltHere ? null : $"sha256:{FakeEngine.IdOf($"manifest {seed}")}");
    }

    extension(FakeEngine engine)
    {
        /// <summary>The engine and, unless it was built there, the registry have that image under that name.</summary>
        public FakeImage HasImage(string reference, FakeImage? image = null)
        {
            var known = engine.Load(reference, image ?? Image($"first {reference}"));
            if (known.Digest is not null)
                engine.Publish(reference, known);
            return known;
        }

        /// <summary>The registry has a newer image under that name.</summary>
        public FakeImage Publishes(string reference, FakeImage? image = null)
        {
            var newer = image ?? Image();
            engine.Publish(reference, newer);
            return newer;
        }

        /// <summary>A running container, started as <c>docker run</c> would.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="image">Created with <see cref="HasImage"/> if the engine does not have it yet.</param>
        /// <param name="options">What the user asked for besides.</param>
        /// <returns>The container, running.</returns>
        public FakeContainer Runs(string name, string image, RunOptions? options = null)
        {
            if (engine.FindImage(image) is null)
                engine.HasImage(image);
            var asked = options ?? new RunOptions();
            var container = engine.Create(name, asked.AsCreateBody(image, engine.ApiVersion));
            foreach (var network in asked.NetworksToConnect(engine.ApiVersion))
                engine.Connect(network, container.Id, asked.Endpoint(network));
            engine.Start(container.Id);
            return container;
        }
    }
}
