#if !NET
#pragma warning disable IDE0130 // the compiler looks for them under these names

// What the compiler asks for by name, and .NET Framework does not have, for both projects. A package that generates these
// does so in another order each time, and then no two builds are the same.
namespace System
{
    internal readonly record struct Index(int Value, bool IsFromEnd = false)
    {
        public int GetOffset(int length) => IsFromEnd ? length - Value : Value;
    }

    internal readonly record struct Range(Index Start, Index End);
}

namespace System.Diagnostics.CodeAnalysis
{
    [AttributeUsage(AttributeTargets.Constructor)]
    internal sealed class SetsRequiredMembersAttribute : Attribute;
}

namespace System.Runtime.CompilerServices
{
    internal static class IsExternalInit;

    [AttributeUsage(AttributeTargets.All)]
    internal sealed class RequiredMemberAttribute : Attribute;

    [AttributeUsage(AttributeTargets.All)]
    internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
    {
        public string FeatureName => featureName;
    }
}
#endif
