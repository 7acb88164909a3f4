using System.Security.Cryptography;
using System.Text;

namespace Watchtower.Tests;

/// <summary>Where the sentences of the tests begin: <c>A.Container("web").LinkedTo("db")</c>.</summary>
internal static class A
{
    public static ContainerBuilder Container(string name) => new(name);

    public static ImageBuilder Image(string name) => new(name);

    /// <summary>The id of the container with this name: 64 hexadecimal digits, the same in every run.</summary>
    public static string IdOf(string container) => Hash("container " + container);

    /// <summary>The id of the image with this name, <c>sha256:…</c>.</summary>
    public static string ImageIdOf(string image) => "sha256:" + Hash("image " + image);

    /// <summary>The first twelve digits of a container's id.</summary>
    public static string ShortIdOf(string container) => IdOf(container)[..12];

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
