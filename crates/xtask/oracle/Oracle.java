import java.io.File;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.services.IPropertyManager;
import org.javarosa.core.services.PropertyManager;
import org.javarosa.core.services.properties.IPropertyRules;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.parse.XFormParser;
import org.javarosa.xpath.XPathNodeset;
import org.javarosa.xpath.XPathParseTool;
import org.javarosa.xpath.expr.XPathFuncExpr;

/**
 * Asks JavaRosa what expressions and forms mean; {@code cargo xtask oracle} runs it.
 *
 * <p>{@code Oracle expressions FORM SUBMISSION QUESTIONS}: each line of QUESTIONS is a node's path
 * (with positions, {@code /data/member[2]/m_age}), a tab and an expression. For each line one line:
 * the kind of value, a tab and the value.
 *
 * <p>{@code Oracle forms FOLDER}: for each {@code NAME.form.xml} and each {@code NAME.N.xml} beside
 * it, every node with its value, relevance, whether it is required, and whether its constraint
 * holds.
 */
public final class Oracle {
    public static void main(String[] arguments) throws Exception {
        PropertyManager.setPropertyManager(new Properties());
        new XFormsModule().registerModule();
        new org.javarosa.core.util.JavaRosaCoreModule().registerModule();
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        if (arguments[0].equals("expressions")) {
            expressions(arguments, out);
        } else {
            forms(new File(arguments[1]), out);
        }
        out.flush();
    }

    private static void expressions(String[] arguments, PrintStream out) throws Exception {
        FormDef form = load(arguments[1], arguments[2]);
        for (String line : Files.readAllLines(Path.of(arguments[3]))) {
            String[] parts = line.split("\t", 2);
            out.println(escaped(answer(form, parts[0], parts[1])));
        }
    }

    private static String answer(FormDef form, String path, String expression) {
        try {
            EvaluationContext here = new EvaluationContext(form.getEvaluationContext(), reference(path));
            return shown(XPathParseTool.parseXPath(expression).eval(form.getMainInstance(), here));
        } catch (Throwable error) {
            return "stops\t" + error.getClass().getSimpleName();
        }
    }

    /** A path with positions: {@code /data/member[2]/m_age}. */
    private static TreeReference reference(String path) {
        TreeReference reference = TreeReference.rootRef();
        for (String step : path.substring(1).split("/")) {
            int bracket = step.indexOf('[');
            String name = bracket < 0 ? step : step.substring(0, bracket);
            int position = bracket < 0 ? 1 : Integer.parseInt(step.substring(bracket + 1, step.length() - 1));
            reference.add(name, position - 1);
        }
        return reference;
    }

    private static String shown(Object value) {
        if (value instanceof XPathNodeset) {
            Object[] all = ((XPathNodeset) value).toArgList();
            if (all.length != 1) {
                StringBuilder text = new StringBuilder("nodes\t" + all.length);
                for (Object one : all) {
                    text.append(" | ").append(XPathFuncExpr.toString(one));
                }
                return text.toString();
            }
            value = all[0];
        }
        String kind = value instanceof Double ? "number"
            : value instanceof Boolean ? "boolean"
            : value instanceof Date ? "date"
            : value instanceof String ? "text" : value.getClass().getSimpleName();
        return kind + "\t" + XPathFuncExpr.toString(value);
    }

    private static void forms(File folder, PrintStream out) throws Exception {
        File[] files = folder.listFiles();
        Arrays.sort(files);
        for (File file : files) {
            if (!file.getName().endsWith(".form.xml")) {
                continue;
            }
            String name = file.getName().replace(".form.xml", "");
            for (int number = 0; new File(folder, name + "." + number + ".xml").exists(); number++) {
                out.println("# " + name + " " + number);
                try {
                    FormDef form = load(file.getPath(), new File(folder, name + "." + number + ".xml").getPath());
                    node(form, form.getMainInstance().getRoot(), out);
                } catch (Throwable error) {
                    out.println("stops\t" + escaped(String.valueOf(error.getMessage())));
                }
            }
        }
    }

    private static void node(FormDef form, TreeElement element, PrintStream out) {
        TreeReference reference = element.getRef();
        if (element.getMult() == TreeReference.INDEX_TEMPLATE) {
            return;
        }
        IAnswerData value = element.getValue();
        String constraint = "";
        try {
            if (value != null && !form.evaluateConstraint(reference, value)) {
                constraint = " violated";
            }
        } catch (Throwable error) {
            constraint = " stops";
        }
        out.println(reference.toString(true)
            + (element.isRelevant() ? " relevant" : " irrelevant")
            + (element.isRequired() ? " required" : "")
            + constraint
            + (value == null ? "" : " = " + escaped(value.uncast().getString())));
        for (int i = 0; i < element.getNumChildren(); i++) {
            node(form, element.getChildAt(i), out);
        }
    }

    /** Loads a form with a submission as a finished interview is opened again. */
    private static FormDef load(String form, String submission) throws Exception {
        StringReader text = new StringReader(Files.readString(Path.of(form)));
        StringReader answers = new StringReader(Files.readString(Path.of(submission)));
        FormDef loaded = new XFormParser(text, answers).parse();
        loaded.initialize(false, new InstanceInitializationFactory());
        return loaded;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    /** A device that answers every property with the property's own name. */
    private static final class Properties implements IPropertyManager {
        public List<String> getProperty(String name) {
            return List.of(name);
        }

        public void setProperty(String name, String value) {}

        public void setProperty(String name, List<String> value) {}

        public String getSingularProperty(String name) {
            return name;
        }

        public void addRules(IPropertyRules rules) {}

        public List<IPropertyRules> getRules() {
            return List.of();
        }
    }
}
