/// The declarations of one namespace, in the order of their text.
public struct SchemaNamespace: Hashable, Sendable {
    /// Its name; empty for what stands outside any namespace.
    public var name: String
    /// `@name("value")` before it.
    public var annotations: [String: String]
    /// `type … = …;`
    public var commonTypes: [CommonType] = []
    /// `entity …;`
    public var entityTypes: [EntityType] = []
    /// `action …;`
    public var actions: [Action] = []
    /// Where it stands.
    public var place: DeclarationPlace

    /// `type Name = …;`: a type that goes by a name.
    public struct CommonType: Hashable, Sendable {
        /// Its name, without the namespace.
        public var name: String
        /// What it stands for.
        public var type: SchemaType
        /// `@name("value")` before it.
        public var annotations: [String: String]
        /// Where its name stands.
        public var place: DeclarationPlace
    }

    /// `entity Name …;`
    public struct EntityType: Hashable, Sendable {
        /// What its entities are like.
        public enum Form: Hashable, Sendable {
            /// Entities with attributes and, if there is a type for them, tags.
            case open(shape: SchemaType, tags: SchemaType?, parents: [Reference])
            /// Exactly the entities with these ids.
            case enumerated([String])
        }

        /// Its name, without the namespace.
        public var name: String
        /// What its entities are like.
        public var form: Form
        /// `@name("value")` before it.
        public var annotations: [String: String]
        /// Where its name stands.
        public var place: DeclarationPlace
    }

    /// `action "name" …;`
    public struct Action: Hashable, Sendable {
        /// Its id.
        public var name: String
        /// The action groups that it is directly in.
        public var parents: [ActionReference]
        /// What requests it may be part of; nil for a mere group.
        public var appliesTo: AppliesTo?
        /// `@name("value")` before it.
        public var annotations: [String: String]
        /// Where its name stands.
        public var place: DeclarationPlace
    }

    /// `appliesTo { … }`
    public struct AppliesTo: Hashable, Sendable {
        /// Types of principals.
        public var principals: [Reference]
        /// Types of resources.
        public var resources: [Reference]
        /// The context's type.
        public var context: SchemaType
    }

    /// The name of an entity type, as written.
    public struct Reference: Hashable, Sendable {
        /// The name.
        public var name: String
        /// Where it stands.
        public var place: DeclarationPlace
    }

    /// The name of an action, as written.
    public struct ActionReference: Hashable, Sendable {
        /// The type, if it is written: `Action` or `Namespace::Action`.
        public var type: String?
        /// The id.
        public var id: String
        /// Where it stands.
        public var place: DeclarationPlace
    }

    /// A name of this namespace, with the namespace before it.
    func qualified(_ name: String) -> String { self.name.isEmpty ? name : self.name + "::" + name }
}
