using NSwag;
using NSwag.CodeGeneration.CSharp;
using NSwag.CodeGeneration.OperationNameGenerators;

// As somebody would who has nothing but the OpenAPI document: what NSwag does unasked, and names.
var document = await OpenApiDocument.FromFileAsync(args[0]);
var settings = new CSharpClientGeneratorSettings
{
    ClassName = "CavraClient",
    OperationNameGenerator = new SingleClientFromOperationIdOperationNameGenerator(),
    UseBaseUrl = false,
    GenerateOptionalParameters = true,
    CSharpGeneratorSettings = { Namespace = "Cavra.GeneratedClient", GenerateNullableReferenceTypes = true, GenerateOptionalPropertiesAsNullable = true },
};
await File.WriteAllTextAsync(args[1], new CSharpClientGenerator(document, settings).GenerateFile());
